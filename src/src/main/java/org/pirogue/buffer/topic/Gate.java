package org.pirogue.buffer.topic;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.pirogue.buffer.topic.PartnerTrail.Handed;

/**
 * Between a subscription and one consumer of it. What is refused once is refused until the queue is looked through again from its
 * head: so the order stays.
 */
final class Gate {
    private final ServerConsumer consumer;
    private final PartnerDoor.Guest guest;
    private final TopicAddress topic;
    private final int prefetch;
    private final Map<Long, Handed> asked = new LinkedHashMap<>();
    private final Map<Long, Handed> beingWritten = new LinkedHashMap<>();
    private final Set<Long> written = new HashSet<>();
    private boolean closed;
    private boolean full;

    Gate(ServerConsumer consumer, PartnerDoor.Guest guest, TopicAddress topic, int prefetch) {
        this.consumer = consumer;
        this.guest = guest;
        this.topic = topic;
        this.prefetch = prefetch;
    }

    synchronized boolean lets(MessageReference reference) {
        long id = reference.getMessage().getMessageID();
        boolean room = queue().getDeliveringCount() < prefetch;
        if (!closed && room && written.contains(id)) {
            return true;
        }
        boolean first = !closed;
        closed = true;
        full |= !room;
        if (room && (first || more()) && !written.contains(id) && !beingWritten.containsKey(id)) {
            asked.putIfAbsent(id, handed(reference));
        }
        return false;
    }

    /** Whether what comes behind is worth asking for, too. */
    private boolean more() {
        return asked.size() + beingWritten.size() + written.size() < prefetch;
    }

    synchronized boolean isAsked() {
        return !asked.isEmpty();
    }

    /** It left: if it comes back it is asked for again. */
    synchronized void gone(MessageReference reference) {
        written.remove(reference.getMessage().getMessageID());
    }

    /** What is to be written now. */
    synchronized List<Handed> begin() {
        beingWritten.putAll(asked);
        asked.clear();
        return List.copyOf(beingWritten.values());
    }

    synchronized void written() {
        if (written.size() > prefetch) {
            // Others of the same subscription took them.
            written.clear();
        }
        written.addAll(beingWritten.keySet());
        beingWritten.clear();
    }

    /** What could not be written is asked for again. */
    synchronized void giveBack() {
        asked.putAll(beingWritten);
        beingWritten.clear();
    }

    /** The queue is looked through from its head. Under the queue's own lock, for it must not be half way. */
    void open() {
        Queue queue = queue();
        synchronized (queue) {
            if (!opened()) {
                return;
            }
            queue.resetAllIterators();
        }
        queue.deliverAsync();
    }

    private synchronized boolean opened() {
        // Half of what may be out has come back: looking through the queue for each single one would cost too much.
        if (!closed || !asked.isEmpty() || full && queue().getDeliveringCount() > prefetch / 2) {
            return false;
        }
        closed = false;
        full = false;
        return true;
    }

    Handed handed(MessageReference reference) {
        return Events.handed(guest.pass().partner(), topic, reference.getMessage());
    }

    Queue queue() {
        return consumer.getQueue();
    }

    TopicAddress topic() {
        return topic;
    }

    PartnerDoor.Guest guest() {
        return guest;
    }
}
