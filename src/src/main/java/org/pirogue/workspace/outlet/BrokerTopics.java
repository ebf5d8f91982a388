package org.pirogue.workspace.outlet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.buffer.topic.TopicProblem;
import org.pirogue.buffer.topic.TopicState;

/** Topics of Pirogue's own broker. */
final class BrokerTopics implements TopicDoor {
    private final org.pirogue.buffer.topic.Topics topics;

    BrokerTopics(org.pirogue.buffer.topic.Topics topics) {
        this.topics = topics;
    }

    private static TopicAddress of(Topic topic) {
        return new TopicAddress(topic.workspace(), topic.dataset(), topic.share());
    }

    @Override
    public boolean offered() {
        return topics.offered();
    }

    @Override
    public String address(Topic topic) {
        return of(topic).toString();
    }

    @Override
    public void open(Topic topic, String partner) {
        asked(() -> {
            topics.open(of(topic), partner);
            return null;
        });
    }

    @Override
    public Optional<Integer> subscriptions(Topic topic) {
        return subscribed(topic).map(List::size);
    }

    private Optional<List<TopicState.Subscription>> subscribed(Topic topic) {
        TopicAddress address = of(topic);
        return asked(() -> topics.states().stream()
                .filter(state -> state.address().equals(address))
                .map(TopicState::subscriptions)
                .findFirst());
    }

    /** Half of its limit is left for what is sent meanwhile. */
    @Override
    public boolean hasRoom(Topic topic) {
        return subscribed(topic).orElse(List.of()).stream()
                .allMatch(
                        each -> each.waiting() < each.mostWaiting() / 2 && each.waitingBytes() < each.mostBytes() / 2);
    }

    @Override
    public void send(Topic topic, Event event) {
        asked(() -> {
            topics.send(of(topic), event.id(), Event.CONTENT_TYPE, properties(event), event.body());
            return null;
        });
    }

    private static Map<String, String> properties(Event event) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(org.pirogue.buffer.topic.Topics.VERSION, Long.toString(event.version()));
        if (event.rows() > 0) {
            properties.put(org.pirogue.buffer.topic.Topics.ROWS, Integer.toString(event.rows()));
        }
        return properties;
    }

    @Override
    public void close(Topic topic) {
        asked(() -> {
            topics.close(of(topic));
            return null;
        });
    }

    /** Its text begins with its code. */
    private static <T extends @org.jspecify.annotations.Nullable Object> T asked(Supplier<T> what) {
        try {
            return what.get();
        } catch (TopicProblem refused) {
            throw new Closed(
                    refused.code(), String.valueOf(refused.getMessage()).replaceFirst("^P\\d{3} ", ""));
        }
    }
}
