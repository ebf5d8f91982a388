package org.pirogue.buffer.topic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.filter.impl.FilterImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription at its limit gives up what waits in it, and one gap event stands in its place. Each event only says that there is
 * a new version, and REST has the whole of it: so who reads a gap event loses nothing by reading that. The gap event is sent
 * before anything goes: a crash between tells of a gap that is none, never the other way.
 */
final class Gaps {
    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);
    private static final Duration DISK = Duration.ofSeconds(10);
    static final String TOO_MANY = "too-many";
    static final String TOO_OLD = "too-old";

    private final ActiveMQServer server;
    private final EventSender sender;
    private final TrailWriter writer;
    private final Clock clock;
    private final Map<String, Long> dropped = new ConcurrentHashMap<>();

    Gaps(ActiveMQServer server, EventSender sender, TrailWriter writer, Clock clock) {
        this.server = server;
        this.sender = sender;
        this.writer = writer;
        this.clock = clock;
    }

    /** Makes room for so many bytes more. */
    void makeRoom(Queue queue, TopicAddress topic, String partner, PartnerLimits limits, long bytes) {
        // The broker counts what was sent a moment after it has said that it has it.
        queue.flushExecutor();
        boolean full = queue.getMessageCount() >= limits.waitingEvents()
                || queue.getPersistentSize() + bytes > limits.waitingBytes();
        if (full) {
            giveUp(queue, topic, partner, TOO_MANY, any -> true, "");
        }
    }

    void forget(Queue queue, TopicAddress topic, String partner, PartnerLimits limits) {
        MessageReference first = queue.peekFirstMessage();
        long before = clock.instant().minus(Duration.ofDays(limits.keepDays())).toEpochMilli();
        if (first != null && first.getMessage().getTimestamp() < before && !Events.isGap(first.getMessage())) {
            giveUp(
                    queue,
                    topic,
                    partner,
                    TOO_OLD,
                    message -> message.getTimestamp() < before,
                    " AND (" + Events.GAP + " IS NOT NULL OR AMQTimestamp < " + before + ")");
        }
    }

    private void giveUp(
            Queue queue, TopicAddress topic, String partner, String reason, Predicate<Message> which, String filter) {
        long events = worth(queue, which);
        if (events == 0) {
            return;
        }
        String id = "gap-" + UUID.randomUUID();
        Instant now = clock.instant();
        try {
            sender.send(
                    topic + "::" + queue.getName(),
                    id,
                    Events.CLOUD_EVENT,
                    Map.of(Events.GAP, id, Events.DROPPED, Long.toString(events)),
                    Events.gap(id, topic, events, reason, now));
            queue.deleteMatchingReferences(FilterImpl.createFilter(
                    "(" + Events.GAP + " IS NULL OR " + Events.GAP + " <> '" + id + "')" + filter));
            awaitDisk(topic);
        } catch (TopicProblem e) {
            throw e;
        } catch (Exception e) {
            throw new TopicProblem("P722", "the broker does not take events out of " + topic, e);
        }
        dropped.merge(queue.getName().toString(), events, Long::sum);
        LOG.warn(
                "P727 {}: a subscription of {} gave up {} events ({}): it gets a gap event",
                topic,
                partner,
                events,
                reason);
        writer.later(trail -> trail.gaveUp(partner, topic, events));
    }

    /** The broker takes what went out of its counts when the disk has it, and the next event shall find the room. */
    private void awaitDisk(TopicAddress topic) throws Exception {
        if (!server.getStorageManager().waitOnOperations(DISK.toMillis())) {
            throw new TopicProblem(
                    "P722", "the broker's disk did not answer within " + DISK.toSeconds() + " s, for " + topic);
        }
    }

    /** Of what waits; what is being delivered stays. */
    private static long worth(Queue queue, Predicate<Message> which) {
        long events = 0;
        boolean other = false;
        try (LinkedListIterator<MessageReference> each = queue.browserIterator()) {
            while (each.hasNext()) {
                Message message = each.next().getMessage();
                if (Events.isGap(message) || which.test(message)) {
                    events += Events.worth(message);
                    other |= !Events.isGap(message);
                }
            }
        }
        return other ? events : 0;
    }

    /** Since the start. */
    long dropped(Queue queue) {
        return dropped.getOrDefault(queue.getName().toString(), 0L);
    }
}
