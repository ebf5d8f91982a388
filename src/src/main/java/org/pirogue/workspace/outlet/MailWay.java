package org.pirogue.workspace.outlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.mail.javamail.MimeMessagePreparator;

/** A mail that says that there is a version, how many rows it has, and where they are; or, to the owner, why a share stays behind. */
final class MailWay implements Way {
    private final MailSettings settings;
    private final OutletSettings outlets;
    private final Shares shares;
    private final AuditTrail trail;
    private final ErasureTelling erasures;

    MailWay(MailSettings settings, OutletSettings outlets, Shares shares, AuditTrail trail, ErasureTelling erasures) {
        this.settings = settings;
        this.outlets = outlets;
        this.shares = shares;
        this.trail = trail;
        this.erasures = erasures;
    }

    /** What is written. */
    private record Letter(String subject, String text) {}

    @Override
    public long tell(Errand errand) {
        if (!settings.isThere()) {
            throw Undelivered.again("P736", "no mail server is configured: pirogue.mail.host and pirogue.mail.from");
        }
        Letter letter = letter(errand);
        trail.write(Deed.allowed(
                Actor.system(),
                Verb.SEND,
                errand.resource(),
                errand.share().dataset().workspace()));
        try {
            sender().send(message(errand, letter));
        } catch (MailAuthenticationException refused) {
            throw Undelivered.again("P736", "the mail server refused the sign-in: check pirogue.mail");
        } catch (MailSendException refused) {
            throw Undelivered.again("P736", "the mail server did not take it (" + cause(refused) + ")");
        } catch (MailException refused) {
            throw Undelivered.again("P736", "the mail could not be sent (" + cause(refused) + ")");
        }
        return 0;
    }

    private Letter letter(Errand errand) {
        if (errand.outgoing().what() == Outgoing.What.WAITING) {
            // Nobody said which language an owner reads.
            Letter french = waiting(errand, Notices.in("fr"));
            Letter english = waiting(errand, Notices.in("en"));
            return new Letter(
                    french.subject() + " / " + english.subject(), french.text() + "\n---\n\n" + english.text());
        }
        Notices notices = Notices.in(errand.outlet().language());
        return errand.outgoing().what() == Outgoing.What.ERASED ? erased(errand, notices) : given(errand, notices);
    }

    /** A mailbox is read by others, too: who it is stands where the receiver signs in. */
    private Letter erased(Errand errand, Notices notices) {
        String dataset = errand.share().dataset().toString();
        String share = Long.toString(errand.share().id());
        ErasureNotices.Notice notice = erasures.notice(errand);
        String number = Long.toString(notice.notice());
        String versions = notice.versions().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new Letter(
                notices.text("erased.subject", dataset, number),
                notices.text("erased.text", dataset, share, versions, number, outlets.link("/api/shares/notices")));
    }

    private static Letter waiting(Errand errand, Notices notices) {
        String dataset = errand.share().dataset().toString();
        String share = Long.toString(errand.share().id());
        String version = Long.toString(errand.outgoing().version());
        return new Letter(
                notices.text("waiting.subject", dataset, share),
                notices.text(
                        "waiting.text",
                        dataset,
                        share,
                        version,
                        errand.share().terms().recipient()));
    }

    private Letter given(Errand errand, Notices notices) {
        String dataset = errand.share().dataset().toString();
        String share = Long.toString(errand.share().id());
        String version = Long.toString(errand.outgoing().version());
        Shares.Given given = shares.given(errand.share().id(), errand.outgoing().version());
        return new Letter(
                notices.text("given.subject", dataset, version),
                notices.text(
                        "given.text",
                        dataset,
                        version,
                        given.rows(),
                        errand.share().terms().purpose(),
                        share,
                        outlets.link("/api/shares/" + share + "/rows?format=csv")));
    }

    /** The number of the message is the same at each try: a mail server, or a person, may know one that comes twice. */
    private MimeMessagePreparator message(Errand errand, Letter letter) {
        String from = Objects.requireNonNull(settings.from());
        String id = "<share-" + errand.share().id() + "." + errand.outgoing().id() + from.substring(from.indexOf('@'))
                + ">";
        return message -> {
            MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(errand.outlet().target());
            helper.setSubject(letter.subject());
            helper.setText(letter.text());
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", errand.outlet().language());
            message.setHeader("X-Pirogue-Message", id);
        };
    }

    private JavaMailSenderImpl sender() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setUsername(settings.username());
        sender.setPassword(password());
        sender.setProtocol(settings.tls() == MailSettings.Tls.TLS ? "smtps" : "smtp");
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        String prefix = "mail." + sender.getProtocol() + ".";
        String millis = Long.toString(TimeUnit.SECONDS.toMillis(settings.timeoutSecs()));
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty(prefix + "auth", Boolean.toString(settings.username() != null));
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (settings.tls() == MailSettings.Tls.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return sender;
    }

    private @Nullable String password() {
        try {
            return settings.passwordFile() != null
                    ? Files.readString(settings.passwordFile()).strip()
                    : settings.passwordEnv() != null ? System.getenv(settings.passwordEnv()) : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Never its words: they name servers and addresses. */
    private static String cause(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest == thrown
                && thrown instanceof MailSendException refused
                && !refused.getFailedMessages().isEmpty()) {
            return refused.getFailedMessages()
                    .values()
                    .iterator()
                    .next()
                    .getClass()
                    .getSimpleName();
        }
        return deepest.getClass().getSimpleName();
    }
}
