package org.pirogue.workspace.outlet;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.Share;

/** Whether the outlets that are asked for can be. */
final class OutletWishes {
    private static final Pattern TOPIC = Pattern.compile("([A-Za-z0-9-]+)/([A-Za-z0-9._-]{1,249})");
    private static final Set<String> LANGUAGES = Set.of("en", "fr");

    private final WorkspaceSettings settings;
    private final TopicDoor door;
    private final OutletSettings outlets;
    private final boolean mail;
    private final BiPredicate<String, String> hasSecret;

    /**
     * @param mail whether there is a mail server
     * @param hasSecret workspace, name
     */
    OutletWishes(
            WorkspaceSettings settings,
            TopicDoor door,
            OutletSettings outlets,
            boolean mail,
            BiPredicate<String, String> hasSecret) {
        this.settings = settings;
        this.door = door;
        this.outlets = outlets;
        this.mail = mail;
        this.hasSecret = hasSecret;
    }

    /** @throws OutletProblem P730 with all that is wrong */
    void check(String workspace, Share.Kind recipient, List<Outlet.Wish> wanted) {
        List<String> problems = new ArrayList<>();
        for (Outlet.Wish wish : wanted) {
            String target = Objects.requireNonNullElse(wish.target(), "");
            String kind = Objects.requireNonNullElse(wish.kind(), "").toLowerCase(Locale.ROOT);
            if (wish.secret() != null && !kind.equals("webhook")) {
                problems.add("only a webhook has a secret");
            }
            if (wish.language() != null && !LANGUAGES.contains(wish.language())) {
                problems.add("a mail is written in en or fr, not in '" + wish.language() + "'");
            }
            switch (kind) {
                case "topic" -> topic(recipient, target, problems);
                case "kafka" -> kafka(workspace, target, problems);
                case "mail" -> mail(target, problems);
                case "webhook" -> webhook(workspace, target, wish.secret(), problems);
                default -> problems.add("an outlet is a topic, kafka, mail or a webhook, not '" + kind + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw new OutletProblem("P730", String.join("; ", problems));
        }
    }

    private void topic(Share.Kind recipient, String target, List<String> problems) {
        if (!door.offered()) {
            problems.add("this Pirogue's broker has no topics");
        }
        if (recipient != Share.Kind.PARTNER) {
            problems.add("a topic is consumed by a partner's account: a workspace has flows that read the share");
        }
        if (!target.isEmpty()) {
            problems.add("a topic has the name of its share, and no other");
        }
    }

    private void kafka(String workspace, String target, List<String> problems) {
        var parts = TOPIC.matcher(target);
        if (!parts.matches()) {
            problems.add("Kafka is named as CONNECTION/TOPIC, not '" + target + "'");
            return;
        }
        WorkspaceSettings.Connection connection = settings.connections().get(parts.group(1));
        if (connection == null
                || connection.type() != WorkspaceSettings.Type.KAFKA
                || !workspace.equals(connection.workspace())) {
            problems.add("workspace '" + workspace + "' has no connection '" + parts.group(1) + "' of type kafka");
        }
    }

    private void mail(String target, List<String> problems) {
        if (!mail) {
            problems.add("no mail server is configured: pirogue.mail.host and pirogue.mail.from");
        }
        if (!ShareEvents.ADDRESS.matcher(target).matches()) {
            problems.add("'" + target + "' is no address of mail");
        }
    }

    private void webhook(String workspace, String target, @Nullable String secret, List<String> problems) {
        if (secret == null || !hasSecret.test(workspace, secret)) {
            problems.add("a webhook is signed by a secret of workspace '" + workspace
                    + "', and there is none of the name that was given: ./pirogue secrets set");
        }
        try {
            new WebhookAddress(outlets).check(URI.create(target));
        } catch (IllegalArgumentException none) {
            problems.add("a webhook is named by its URL, without a user, a password or a fragment");
        } catch (Undelivered refused) {
            problems.add(refused.text());
        }
    }
}
