package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.pirogue.buffer.DeadLetters;
import org.pirogue.buffer.Queues;
import org.pirogue.country.Schedules;
import org.pirogue.ledger.reject.FailedMessages;
import org.quartz.Scheduler;
import org.quartz.impl.matchers.GroupMatcher;

/** What goes over a queue, what is put aside, and what ticks. */
abstract class QueueStory {
    private final StartedPirogue pirogue = RuntimeIT.pirogue();

    @Test
    void carriesBytesAndOurHeadersOverAQueueAndNothingElse() throws Exception {
        var bodies = new CopyOnWriteArrayList<>();
        var headers = new CopyOnWriteArrayList<Map<String, Object>>();
        pirogue.route("carries", "jms:queue:test.carries", exchange -> {
            bodies.add(exchange.getMessage().getBody());
            headers.add(new HashMap<>(exchange.getMessage().getHeaders()));
        });

        pirogue.bean(ProducerTemplate.class)
                .sendBodyAndHeaders(
                        "jms:queue:test.carries",
                        "{\"a\":1}",
                        Map.of(
                                "PirogueRun",
                                7,
                                "Foreign",
                                "x",
                                "CamelHttpUri",
                                "http://x",
                                "CAmelHttpUri",
                                "http://x"));
        pirogue.sendRaw("test.carries", session -> {
            var message = session.createTextMessage("text");
            message.setStringProperty("CamelHttpUri", "http://evil");
            message.setStringProperty("camelhttpuri", "http://evil");
            message.setStringProperty("PirogueFlow", "f");
            return message;
        });

        await().untilAsserted(() -> assertThat(bodies).hasSize(2));
        assertThat((byte[]) bodies.get(0)).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(bodies.get(1)).isEqualTo("text");
        assertThat(headers.get(0)).containsEntry("PirogueRun", 7);
        assertThat(headers.get(1)).containsEntry("PirogueFlow", "f");
        assertThat(headers).allSatisfy(map -> assertThat(map.keySet())
                // Camel sets the timestamp itself.
                .filteredOn(name -> !name.equals("CamelMessageTimestamp"))
                .allMatch(name -> name.startsWith("JMS") || name.startsWith("Pirogue")));
    }

    @Test
    void triesAgainAndPutsAsideWhatARouteCannotDeliver() throws Exception {
        var attempts = new AtomicInteger();
        pirogue.route("fails", "jms:queue:test.fails", exchange -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("the target is down");
        });

        pirogue.bean(ProducerTemplate.class).sendBody("jms:queue:test.fails", "x");

        var queues = pirogue.bean(Queues.class);
        await().untilAsserted(() -> assertThat(queues.deadLetters("test.fails")).isEqualTo(1));
        assertThat(attempts).hasValue(3);
        assertThat(queues.depth("test.fails")).isZero();
        var letter = pirogue.bean(DeadLetters.class).list(10, each -> each).stream()
                .filter(each -> each.queue().equals("test.fails"))
                .findFirst()
                .orElseThrow();
        var why = pirogue.bean(FailedMessages.class).find("test.fails", letter.messageId());
        assertThat(why).hasValueSatisfying(failed -> {
            assertThat(failed.attempts()).isEqualTo(3);
            assertThat(failed.code()).isEqualTo("P399");
            assertThat(failed.text()).doesNotContain("the target is down");
        });
    }

    @Test
    void neverReadsAJavaObjectOutOfAMessage() throws Exception {
        pirogue.route("objects", "jms:queue:test.objects", exchange -> exchange.getMessage()
                .getBody());

        pirogue.sendRaw("test.objects", session -> session.createObjectMessage(new Canary()));

        await().untilAsserted(() -> assertThat(pirogue.bean(Queues.class).deadLetters("test.objects"))
                .isEqualTo(1));
        assertThat(Canary.read).isFalse();
    }

    @Test
    void ticksFromTheDatabaseAndForgetsTheFlowsThatAreGone() throws Exception {
        var ticks = new AtomicInteger();
        pirogue.route("ticks", "quartz:test?cron=* * * * * ?", exchange -> ticks.incrementAndGet());
        await().untilAsserted(() -> assertThat(ticks).hasPositiveValue());
        var scheduler = pirogue.bean(Scheduler.class);
        assertThat(scheduler.getMetaData().isJobStoreClustered()).isTrue();
        assertThat(scheduler.getTriggerKeys(GroupMatcher.anyGroup())).hasSize(1);

        var camel = pirogue.bean(CamelContext.class);
        camel.getRouteController().stopRoute("ticks");
        camel.removeRoute("ticks");
        pirogue.bean(Schedules.class).forgetOrphans();

        assertThat(scheduler.getTriggerKeys(GroupMatcher.anyGroup())).isEmpty();
    }

    /** Would tell if it were ever read. */
    static final class Canary implements Serializable {

        private static final long serialVersionUID = 1;
        static volatile boolean read;

        private void readObject(java.io.ObjectInputStream in) {
            read = true;
        }
    }
}
