package org.pirogue.buffer.topic;

import java.util.List;
import java.util.Map;

/** An Artemis that others run knows neither our tokens nor our audit trail, so partners are not let into it by us. */
final class NoTopics implements Topics {

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public void open(TopicAddress address, String partner) {
        throw refused();
    }

    @Override
    public void send(TopicAddress address, String id, String type, Map<String, String> properties, byte[] body) {
        throw refused();
    }

    @Override
    public void close(TopicAddress address) {
        // There is none.
    }

    @Override
    public List<TopicState> states() {
        return List.of();
    }

    private static TopicProblem refused() {
        return new TopicProblem(
                "P721",
                "partner topics need the embedded broker, which knows tokens and the audit trail: leave"
                        + " pirogue.broker.url away, or give events by webhook, mail or Kafka");
    }
}
