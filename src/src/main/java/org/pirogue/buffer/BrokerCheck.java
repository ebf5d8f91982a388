package org.pirogue.buffer;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.pirogue.home.Secrets;
import org.pirogue.home.StartupCheck;
import org.pirogue.home.StartupFailure;
import org.pirogue.home.StartupProblems;
import org.springframework.stereotype.Component;

/** The embedded broker's settings lose nothing, or the external broker lets us in. */
@Component
final class BrokerCheck implements StartupCheck {

    private final BrokerSettings settings;

    BrokerCheck(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(StartupProblems problems) {
        if (settings.messagesAtOnce() < 1) {
            problems.add("P126", settings.messagesAtOnce());
        }
        if (settings.isExternal()) {
            if (settings.wantsTopicsElsewhere()) {
                problems.add("P721");
            }
            checkExternal(problems);
        } else {
            checkEmbedded(problems);
            new PortRules(settings, problems).check();
        }
    }

    private void checkEmbedded(StartupProblems problems) {
        BrokerRules.check(BrokerRules.configuration(settings, Path.of("unused")), problems);
        settings.clients().forEach((name, client) -> readable(client.passwordFile(), problems));
        if (settings.clients().containsKey(BrokerUsers.INTERNAL)) {
            problems.add("P123", BrokerUsers.INTERNAL);
        }
        if (settings.amqpPort() != 0) {
            checkPort(problems);
        }
    }

    private void checkPort(StartupProblems problems) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.amqpAddress(), settings.amqpPort()));
        } catch (Exception e) {
            problems.add(
                    "P124", "pirogue.broker.amqp-port", settings.amqpAddress(), String.valueOf(settings.amqpPort()));
        }
    }

    private void checkExternal(StartupProblems problems) {
        if (settings.passwordFile() == null) {
            problems.add("P106", "pirogue.broker.password-file", "pirogue.broker.url");
            return;
        }
        var before = problems.all().size();
        readable(settings.passwordFile(), problems);
        if (problems.all().size() == before) {
            signIn(Secrets.read(Path.of(settings.passwordFile())), problems);
        }
    }

    private void signIn(String password, StartupProblems problems) {
        try (var factory = new ActiveMQConnectionFactory(settings.url());
                var connection = factory.createConnection(settings.user(), password)) {
            connection.start();
        } catch (JMSSecurityException e) {
            problems.add("P125", settings.url(), settings.user());
        } catch (JMSException | RuntimeException e) {
            problems.add("P121", settings.url());
        }
    }

    static void readable(String file, StartupProblems problems) {
        try {
            Secrets.read(Path.of(file));
        } catch (StartupFailure e) {
            e.problems().forEach(problems::add);
        }
    }
}
