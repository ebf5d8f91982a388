package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Row;
import org.pirogue.buffer.LocalTopics;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;

/** The whole way: a version, a share, its outbox, the embedded broker, and a partner with a durable subscription. */
@Tag("full")
class BrokerTopicsTest {
    @TempDir
    Path folder;

    /** Of a kilobyte each: 500 of them are more than a topic takes at once. */
    private static List<Row> wide(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> Publishes.row(i + "x".repeat(1000), "cases", "1"))
                .toList();
    }

    @Test
    void aPartnerWhoWasAwayHasBothVersionsAndNoneOfAShareThatEnded() throws Exception {
        try (LocalTopics broker = new LocalTopics(folder)) {
            MailSettings noMail = new MailSettings(null, 25, null, MailSettings.Tls.NONE, null, null, null, 5);
            Tells tells = new Tells(
                    new org.pirogue.workspace.dataset.Publishes(),
                    new BrokerTopics(broker.topics()),
                    noMail,
                    Runnable::run);
            tells.lab.publish(wide(1200));
            Share share = tells.share("id", "cases");
            tells.add(share, "topic", null);
            String address = tells.state(share).target();
            tells.look(share);
            assertThat(tells.state(share).code()).isEqualTo("P737");
            assertThat(broker.take(address, 0)).isEmpty();

            tells.look(share);
            tells.publish(wide(1201));
            tells.look(share);
            List<byte[]> bodies = broker.take(address, 100);
            Follower follower = tells.follower(share);
            follower.take(bodies);
            assertThat(follower.rows).hasSize(1201);
            assertThat(follower.complete.path("since").asLong()).isEqualTo(1);

            tells.lab.shares.withdraw(share.id(), "tester");
            tells.look(share);
            assertThat(broker.topics().states()).isEmpty();
        }
    }
}
