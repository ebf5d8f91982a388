package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Outgoing;
import org.pirogue.flow.StandingRejects;
import org.pirogue.flow.TargetChecks;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.reject.Rejects;

/** What the target refused goes again by itself where its metadata forbade it, and allow it now. */
class StandingRejectsTest {
    private static final String REFUSES = """
            {kind: status, status: 409, times: 1, body: '{"status":"ERROR","httpStatusCode":409,"message":"x",
            "response":{"status":"ERROR","importCount":{"imported":0,"updated":0,"ignored":0,"deleted":0},
            "rejectedIndexes":[0],"conflicts":[{"errorCode":"E8022","value":"org unit(s): `[x]`","indexes":[0],"objects":{}}]}}'}""";

    @TempDir
    Path folder;

    private OneSink sink() throws Exception {
        return new OneSink("standing", folder, LocalDate.of(2026, 5, 1));
    }

    /** As after a start: nothing is remembered but what the ledger holds. */
    private static void looks(OneSink sink) {
        new StandingRejects(
                        sink.bench.bean(Rejects.class),
                        sink.bench.bean(Decisions.class),
                        sink.bench.bean(Flows.class),
                        sink.bench.bean(TargetChecks.class),
                        sink.bench.bean(Outgoing.class))
                .tryAgain();
        sink.bench.messages(sink.flow.queue()).forEach(sink::deliver);
    }

    @Test
    void goesAgainWhereItWasForbiddenBeforePirogueWasStartedAgain() throws Exception {
        try (OneSink sink = sink()) {
            sink.posts(REFUSES);
            assertThat(sink.delivers("4", "A/202501").desired().rejected()).isEqualTo(1);
            sink.server.assign(OneSink.SET, "A", false);
            looks(sink);
            assertThat(sink.now().desired().rejected()).isEqualTo(1);

            sink.server.assign(OneSink.SET, "A", true);
            looks(sink);

            assertThat(sink.now().desired().written()).isEqualTo(1);
            assertThat(sink.now().balanced()).isTrue();
        }
    }

    @Test
    void waitsForAPersonWhereTheMetadataNeverForbadeIt() throws Exception {
        try (OneSink sink = sink()) {
            sink.posts(REFUSES);
            sink.delivers("4", "A/202501");
            looks(sink);
            looks(sink);
            assertThat(sink.now().desired().rejected()).isEqualTo(1);
        }
    }
}
