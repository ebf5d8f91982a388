package org.pirogue.workspace.outlet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.KafkaFailure;

/**
 * Events into a topic of a Kafka cluster, by Camel's own component: each is settled when all replicas in sync have it. All events of a share
 * have one key, so they lie in one partition, in their order.
 */
final class KafkaDoor implements RowWay.Door {
    private final FluentProducerTemplate camel;
    private final Connections connections;

    KafkaDoor(FluentProducerTemplate camel, Connections connections) {
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
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("content-type", Event.CONTENT_TYPE);
        headers.put("kafka.KEY", "share-" + errand.share().id());
        try {
            camel.clone()
                    .to("kafka:" + place.topic() + "?kafkaClientFactory=#" + place.connection()
                            + "&requestRequiredAcks=all&enableIdempotence=true&recordMetadata=true&lazyStartProducer=true"
                            + "&compressionCodec=gzip&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer")
                    .withHeaders(headers)
                    .withBody(event.body())
                    .send();
        } catch (CamelExecutionException refused) {
            throw undelivered(place.connection(), refused);
        }
    }

    private static Undelivered undelivered(String connection, Throwable refused) {
        KafkaFailure why = KafkaFailure.of(connection, refused);
        return why.refused() ? Undelivered.never(why.code(), why.text()) : Undelivered.again(why.code(), why.text());
    }
}
