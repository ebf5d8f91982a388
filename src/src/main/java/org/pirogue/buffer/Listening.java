package org.pirogue.buffer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.jspecify.annotations.Nullable;
import org.pirogue.home.Secrets;

/** Where the embedded broker listens: inside this JVM, and at one port for AMQP 1.0 and Core, if it is opened. */
final class Listening {
    /** STOMP, MQTT and OpenWire are not in this program at all. */
    static final String PROTOCOLS = "AMQP,CORE";

    private static final int MOST_CONNECTIONS = 500;
    private static final long IDLE_MILLIS = 60_000;

    private Listening() {}

    static void add(Configuration configuration, BrokerSettings settings, int vmId) {
        configuration.addAcceptorConfiguration(
                new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", vmId), "vm"));
        if (settings.amqpPort() != 0) {
            Map<String, Object> port = new HashMap<>();
            port.put(TransportConstants.HOST_PROP_NAME, settings.amqpAddress());
            port.put(TransportConstants.PORT_PROP_NAME, settings.amqpPort());
            port.put(TransportConstants.PROTOCOLS_PROP_NAME, PROTOCOLS);
            port.put(TransportConstants.CONNECTIONS_ALLOWED, MOST_CONNECTIONS);
            secure(port, settings.tls());
            configuration.addAcceptorConfiguration(new TransportConfiguration(
                    NettyAcceptorFactory.class.getName(), port, "amqp", amqp(settings.tls())));
        }
    }

    private static Map<String, Object> amqp(BrokerSettings.Tls tls) {
        Map<String, Object> amqp = new HashMap<>();
        amqp.put("saslMechanisms", tls.isOn() && tls.trusts() ? "EXTERNAL,PLAIN" : "PLAIN");
        // Names of queues are made as for Core: whose they are can be read off, whatever dots are in them.
        amqp.put("amqpUseCoreSubscriptionNaming", "true");
        // What a receiver rejects comes again; it does not fill our dead letters.
        amqp.put("amqpTreatRejectAsUnmodifiedDeliveryFailed", "true");
        amqp.put("amqpIdleTimeout", Long.toString(IDLE_MILLIS));
        return amqp;
    }

    private static void secure(Map<String, Object> port, BrokerSettings.Tls tls) {
        if (!tls.isOn()) {
            return;
        }
        port.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        port.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.2,TLSv1.3");
        port.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
        port.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, tls.keyStore());
        port.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, password(tls.keyStorePasswordFile()));
        if (tls.trusts()) {
            port.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
            port.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, tls.trustStore());
            port.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, password(tls.trustStorePasswordFile()));
            port.put(
                    tls.clientCertificates()
                            ? TransportConstants.NEED_CLIENT_AUTH_PROP_NAME
                            : TransportConstants.WANT_CLIENT_AUTH_PROP_NAME,
                    true);
        }
    }

    private static String password(@Nullable String file) {
        return Secrets.read(Path.of(String.valueOf(file)));
    }
}
