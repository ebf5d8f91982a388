package org.pirogue.workspace.partner;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pirogue.buffer.topic.PartnerTrail;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Outcome;
import org.pirogue.workspace.audit.Verb;
import org.springframework.stereotype.Component;

/**
 * What partners did at the broker, as entries of the audit trail. An event stands below its share, where reads by REST stand, too:
 * {@code datasets/eoc/cases/shares/7/3?event=ID}.
 */
@Component
final class AuditedPartners implements PartnerTrail {
    private static final String SIGN_IN = "sign-in/broker";
    private static final int LONGEST = 100;

    private final AuditTrail trail;
    private final Accounts accounts;

    AuditedPartners(AuditTrail trail, Accounts accounts) {
        this.trail = trail;
        this.accounts = accounts;
    }

    @Override
    public void signedIn(Who who) {
        trail.write(Deed.allowed(actor(who), Verb.SIGN_IN, SIGN_IN, null));
    }

    @Override
    public void signInRefused(Who who) {
        trail.write(Deed.refused(actor(who), Verb.SIGN_IN, SIGN_IN, null));
    }

    /** Only names of accounts are written down: people type their password where the name belongs. */
    private Actor actor(Who who) {
        return switch (who.kind()) {
            case PARTNER -> new Actor(who.name(), Actor.Kind.MACHINE);
            case CLIENT -> new Actor("client/" + who.name(), Actor.Kind.MACHINE);
            case STRANGER -> {
                String given = who.name().toLowerCase(Locale.ROOT);
                yield new Actor(accounts.find(given).isPresent() ? given : "unknown", Actor.Kind.MACHINE);
            }
        };
    }

    @Override
    public void refused(Who who, String deed, String address, long times) {
        String bare = address.contains("::") ? address.substring(0, address.indexOf("::")) : address;
        Optional<TopicAddress> topic = TopicAddress.of(bare);
        String place = topic.map(AuditedPartners::share).orElse("broker/" + plain(bare));
        trail.write(Deed.refused(
                        actor(who),
                        verb(deed),
                        place + "?" + deed,
                        topic.map(TopicAddress::workspace).orElse(null))
                .rows(times));
    }

    private static Verb verb(String deed) {
        return switch (deed) {
            case "consume", "browse" -> Verb.READ;
            case "send" -> Verb.SEND;
            case "connect", "client-id" -> Verb.SIGN_IN;
            default -> Verb.CONFIGURE;
        };
    }

    /** What a stranger names may hold anything. */
    private static String plain(String named) {
        String clean = named.replaceAll("[^\\p{Alnum}._#*$-]", "_");
        return clean.substring(0, Math.min(clean.length(), LONGEST));
    }

    @Override
    public void handedOut(List<Handed> events) {
        trail.writeAll(events.stream().map(each -> sent(each, Outcome.ALLOWED)).toList());
    }

    @Override
    public void acknowledged(List<Handed> events) {
        trail.writeAll(events.stream().map(each -> sent(each, Outcome.DONE)).toList());
    }

    private static Deed sent(Handed event, Outcome outcome) {
        String version = event.version() == null ? "" : "/" + event.version();
        return new Deed(
                new Actor(event.partner(), Actor.Kind.MACHINE),
                Verb.SEND,
                share(event.address()) + version + "?event=" + event.id(),
                event.address().workspace(),
                event.rows(),
                null,
                outcome);
    }

    @Override
    public void gaveUp(String partner, TopicAddress address, long events) {
        trail.write(new Deed(
                Actor.system(),
                Verb.SEND,
                share(address) + "?partner=" + partner,
                address.workspace(),
                events,
                null,
                Outcome.FAILED));
    }

    private static String share(TopicAddress topic) {
        return "datasets/" + topic.workspace() + "/" + topic.dataset() + "/shares/" + topic.share();
    }
}
