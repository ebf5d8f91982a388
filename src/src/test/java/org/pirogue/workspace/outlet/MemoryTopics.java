package org.pirogue.workspace.outlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Topics in memory: kept in order, a second event of one id dropped, as the broker does. */
final class MemoryTopics implements TopicDoor {
    final Map<Long, Map<String, Event>> kept = new LinkedHashMap<>();
    final List<String> sent = new ArrayList<>();
    final Map<Long, String> partners = new LinkedHashMap<>();
    int subscribers = 1;
    /** How many events there is room for. */
    int room = Integer.MAX_VALUE;
    /** Before an event is kept; it may throw. */
    Consumer<Event> before = event -> {};
    /** After it was kept; it may throw, too. */
    Consumer<Event> after = event -> {};

    @Override
    public boolean offered() {
        return true;
    }

    @Override
    public String address(Topic topic) {
        return "topic." + topic.share();
    }

    @Override
    public synchronized void open(Topic topic, String partner) {
        partners.put(topic.share(), partner);
        kept.putIfAbsent(topic.share(), new LinkedHashMap<>());
    }

    @Override
    public synchronized Optional<Integer> subscriptions(Topic topic) {
        return kept.containsKey(topic.share()) ? Optional.of(subscribers) : Optional.empty();
    }

    @Override
    public synchronized boolean hasRoom(Topic topic) {
        return of(topic.share()).size() < room;
    }

    @Override
    public synchronized void send(Topic topic, Event event) {
        if (!kept.containsKey(topic.share())) {
            throw new Closed("P723", "nobody opened it");
        }
        before.accept(event);
        kept.get(topic.share()).putIfAbsent(event.id(), event);
        sent.add(event.id());
        after.accept(event);
    }

    @Override
    public synchronized void close(Topic topic) {
        kept.remove(topic.share());
        partners.remove(topic.share());
    }

    /** Nothing is kept any more. */
    void fillUp() {
        before = event -> {
            throw new Closed("P722", "the disk is full");
        };
    }

    void makeRoom() {
        before = event -> {};
    }

    /** The process ends right after it has sent so many events, and is there again. */
    void killAfter(int events) {
        AtomicInteger left = new AtomicInteger(events);
        after = event -> {
            if (left.decrementAndGet() == 0) {
                throw new OutOfMemoryError("killed");
            }
        };
    }

    synchronized List<Event> of(long share) {
        return List.copyOf(kept.getOrDefault(share, Map.of()).values());
    }
}
