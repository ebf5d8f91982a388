package org.pirogue.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerLimits;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.buffer.topic.TopicSettings;
import org.pirogue.home.Secrets;
import org.pirogue.home.StartupProblems;

/** Whether the port for partners is fit to be opened. */
final class PortRules {
    private static final String TLS = "pirogue.broker.tls.";

    private final BrokerSettings settings;
    private final StartupProblems problems;

    PortRules(BrokerSettings settings, StartupProblems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        boolean open = settings.amqpPort() != 0 && !isLoopback(settings.amqpAddress());
        if (open && !settings.tls().isOn() && !settings.insecure()) {
            problems.add("P725", settings.amqpAddress());
        }
        tls(settings.tls());
        settings.clients().forEach((name, client) -> {
            if (client.send().stream().anyMatch(PortRules::isTopic)
                    || client.consume().stream().anyMatch(PortRules::isTopic)) {
                problems.add("P729", "pirogue.broker.clients." + name, TopicSettings.ALL);
            }
        });
        settings.partners().forEach(this::limits);
    }

    /** A name that cannot be looked up is not of this machine only. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A topic is opened with its share, for one partner. */
    private static boolean isTopic(String address) {
        return address.startsWith(TopicAddress.PREFIX) || (address + ".").equals(TopicAddress.PREFIX);
    }

    private void tls(BrokerSettings.Tls tls) {
        if (tls.isOn()) {
            store("key-store", tls.keyStore(), tls.keyStorePasswordFile());
        }
        if (tls.trusts()) {
            store("trust-store", tls.trustStore(), tls.trustStorePasswordFile());
        }
        if (tls.trusts() && !tls.isOn()) {
            problems.add("P729", TLS + "key-store", "-");
        }
        if (tls.clientCertificates() && !tls.trusts()) {
            problems.add("P729", TLS + "trust-store", "-");
        }
    }

    private void store(String setting, @Nullable String file, @Nullable String passwordFile) {
        if (passwordFile == null) {
            problems.add("P729", TLS + setting + "-password-file", "-");
            return;
        }
        int before = problems.all().size();
        BrokerCheck.readable(passwordFile, problems);
        if (problems.all().size() > before) {
            return;
        }
        try (InputStream bytes = Files.newInputStream(Path.of(String.valueOf(file)))) {
            KeyStore.getInstance("PKCS12")
                    .load(bytes, Secrets.read(Path.of(passwordFile)).toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            problems.add("P729", TLS + setting, file + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void limits(String partner, PartnerLimits limits) {
        boolean fit = limits.connections() >= 1
                && limits.subscriptions() >= 1
                && limits.waitingMb() >= 1
                && limits.keepDays() >= 1
                && limits.prefetch() >= 1
                && limits.waitingEvents() >= limits.prefetch();
        if (!fit) {
            problems.add("P729", "pirogue.broker.partners." + partner, limits);
        }
    }
}
