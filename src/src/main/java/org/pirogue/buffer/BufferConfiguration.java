package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.camel.component.jms.JmsComponent;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.pirogue.buffer.topic.PartnerTrail;
import org.pirogue.buffer.topic.Partners;
import org.pirogue.buffer.topic.Topics;
import org.pirogue.home.DataDirectory;
import org.pirogue.home.Secrets;
import org.pirogue.home.StartupGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The broker, the pool of connections to it, and Camel's component {@code jms}. */
@Configuration(proxyBeanMethods = false)
class BufferConfiguration {

    @Bean(destroyMethod = "close")
    Broker broker(
            BrokerSettings settings, DataDirectory data, StartupGate gate, Partners partners, PartnerTrail trail) {
        if (settings.isExternal()) {
            return new ExternalBroker(
                    settings.url(), settings.user(), Secrets.read(Path.of(String.valueOf(settings.passwordFile()))));
        }
        return EmbeddedBroker.start(settings, data.artemis(), partners, trail);
    }

    @Bean
    Queues queues(Broker broker) {
        return broker.queues();
    }

    @Bean
    Topics topics(Broker broker) {
        return broker.topics();
    }

    @Bean
    DeadLetters deadLetters(ConnectionFactory connectionFactory, Queues queues) {
        return new DeadLetters(connectionFactory, queues);
    }

    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory connectionFactory(Broker broker) {
        var pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(broker.connections());
        pool.setMaxConnections(4);
        pool.setBlockIfSessionPoolIsFullTimeout(30_000);
        return pool;
    }

    @Bean
    JmsComponent jms(ConnectionFactory connectionFactory, BrokerSettings settings) {
        SerialFence.raise();
        var jms = new JmsComponent();
        jms.setConnectionFactory(connectionFactory);
        // A local transaction: a message leaves the queue only when its route has ended well.
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setDeliveryPersistent(true);
        jms.setConcurrentConsumers(settings.messagesAtOnce());
        jms.setMessageConverter(new TextOrBytes());
        jms.setHeaderFilterStrategy(new AllowedHeaders());
        jms.setAllowSerializedHeaders(false);
        jms.setTransferException(false);
        jms.setDisableReplyTo(true);
        jms.setAcceptMessagesWhileStopping(false);
        jms.setMessageCreatedStrategy(new LaterMessages());
        jms.setErrorHandlerLogStackTrace(false);
        return jms;
    }
}
