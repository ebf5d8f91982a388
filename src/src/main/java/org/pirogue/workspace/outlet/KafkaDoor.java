package org.pirogue.workspace.outlet;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaConstants;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.KafkaFailure;

/**
 * Events into a topic of a Kafka cluster, by Camel's own component: each is settled when all replicas in sync have it. All events of a share
 * have one key, so they lie in one partition, in their order.
 */
final class KafkaDoor implements RowWay.Door {
    /** Where the brokers are, and how they are signed in to, only the connection knows. */
    private static final String OPTIONS = "&requestRequiredAcks=all&enableIdempotence=true&lazyStartProducer=true"
            + "&compressionCodec=gzip&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer";

    private final ProducerTemplate camel;
    private final Connections connections;

    KafkaDoor(ProducerTemplate camel, Connections connections) {
        this.camel = camel;
        this.connections = connections;
    }

    private record Place(String connection, String topic) {
        static Place of(Errand errand) {
            String[] parts = errand.outlet().target().split("/", 2);
            return new Place(parts[0], parts[1]);
        }
    }

    @Override
    public void look(Errand errand) {
        String connection = Place.of(errand).connection();
        if (connections.kafka(connection).isEmpty()) {
            throw Undelivered.again(
                    "P733", "there is no connection '" + connection + "' of type kafka: name it, or remove the outlet");
        }
    }

    @Override
    public void send(Errand errand, Event event) {
        Place place = Place.of(errand);
        String topic = "kafka:" + place.topic() + "?kafkaClientFactory=#" + place.connection() + OPTIONS;
        Exchange sent = camel.send(topic, exchange -> {
            exchange.getMessage()
                    .setHeader(KafkaConstants.KEY, "share-" + errand.share().id());
            exchange.getMessage().setHeader("content-type", Event.CONTENT_TYPE);
            exchange.getMessage().setBody(event.body());
        });
        if (sent.getException() != null) {
            throw undelivered(place.connection(), sent.getException());
        }
    }

    private static Undelivered undelivered(String connection, Throwable refused) {
        KafkaFailure why = KafkaFailure.of(connection, refused);
        return why.refused() ? Undelivered.never(why.code(), why.text()) : Undelivered.again(why.code(), why.text());
    }
}
