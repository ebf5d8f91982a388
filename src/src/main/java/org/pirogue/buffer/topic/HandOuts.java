package org.pirogue.buffer.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerTrail.Handed;

/**
 * No event leaves for a partner before its entry stands in the audit trail. The broker asks here before it gives a message to a
 * consumer; it is told "not now", the entries of what is next are written together, and then it may. So the trail costs a
 * commit a batch, and no thread of the broker waits for it; while the trail cannot be written, nothing is handed out.
 */
final class HandOuts implements ActiveMQServerPlugin {
    private static final SimpleString PREFIX = SimpleString.of(TopicAddress.PREFIX);

    private final PartnerDoor door;
    private final TrailWriter writer;
    private final Map<ServerConsumer, Optional<Gate>> gates = new ConcurrentHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final List<Handed> acknowledged = new ArrayList<>();
    private @Nullable ActiveMQServer server;

    HandOuts(PartnerDoor door, TrailWriter writer) {
        this.door = door;
        this.writer = writer;
    }

    @Override
    public void registered(ActiveMQServer registered) {
        server = registered;
    }

    @Override
    public boolean canAccept(ServerConsumer consumer, MessageReference reference) {
        if (!isTopic(consumer.getQueue())) {
            return true;
        }
        Optional<Gate> gate = gates.computeIfAbsent(consumer, this::gate);
        if (gate.isEmpty()) {
            return isOurs(consumer);
        }
        if (gate.get().lets(reference)) {
            return true;
        }
        if (gate.get().isAsked()) {
            soon();
        }
        return false;
    }

    private static boolean isTopic(Queue queue) {
        return queue.getAddress().startsWith(PREFIX);
    }

    private boolean isOurs(ServerConsumer consumer) {
        return session(consumer)
                .filter(found -> PartnerSide.INTERNAL.equals(found.getUsername()))
                .isPresent();
    }

    private Optional<ServerSession> session(ServerConsumer consumer) {
        return Optional.ofNullable(server).map(broker -> broker.getSessionByID(consumer.getSessionID()));
    }

    /** None for what is not a partner's. */
    private Optional<Gate> gate(ServerConsumer consumer) {
        return TopicAddress.of(consumer.getQueue().getAddress().toString()).flatMap(topic -> session(consumer)
                .flatMap(found -> door.guest(found.getRemotingConnection()))
                .map(guest -> new Gate(
                        consumer,
                        guest,
                        topic,
                        door.limits(guest.pass().partner()).prefetch())));
    }

    @Override
    public void afterDeliver(ServerConsumer consumer, MessageReference reference) {
        Optional<Gate> gate = gates.get(consumer);
        if (gate != null) {
            gate.ifPresent(found -> found.gone(reference));
        }
    }

    @Override
    public void afterCloseConsumer(ServerConsumer consumer, boolean failed) {
        gates.remove(consumer);
    }

    @Override
    public void messageAcknowledged(
            @Nullable Transaction transaction,
            MessageReference reference,
            AckReason reason,
            @Nullable ServerConsumer consumer) {
        Optional<Gate> gate = consumer == null || reason != AckReason.NORMAL ? null : gates.get(consumer);
        if (gate == null || gate.isEmpty()) {
            return;
        }
        Handed event = gate.get().handed(reference);
        if (transaction == null) {
            has(event);
        } else {
            transaction.addOperation(new TransactionOperationAbstract() {
                @Override
                public void afterCommit(Transaction done) {
                    has(event);
                }
            });
        }
    }

    private void has(Handed event) {
        synchronized (acknowledged) {
            acknowledged.add(event);
        }
        soon();
    }

    /** For who is connected, to look whether it still may be. */
    List<Gate> gates() {
        return gates.values().stream().flatMap(Optional::stream).toList();
    }

    private void soon() {
        if (due.compareAndSet(false, true)) {
            writer.run(this::write);
        }
    }

    /** What was asked for, and what was acknowledged; then who waited for it, or for room, goes on. */
    void write() {
        due.set(false);
        List<Gate> gates = gates();
        List<Handed> next =
                gates.stream().flatMap(gate -> gate.begin().stream()).toList();
        try {
            if (!next.isEmpty()) {
                writer.trail().handedOut(next);
            }
            gates.forEach(Gate::written);
        } finally {
            gates.forEach(Gate::giveBack);
        }
        gates.forEach(Gate::open);
        writeAcknowledged();
    }

    private void writeAcknowledged() {
        List<Handed> events;
        synchronized (acknowledged) {
            events = List.copyOf(acknowledged);
            acknowledged.clear();
        }
        if (!events.isEmpty()) {
            writer.trail().acknowledged(events);
        }
    }
}
