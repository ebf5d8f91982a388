package org.pirogue.ledger.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.pirogue.ledger.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class RunSourcesTest {
    private final RunSources sources = new RunSources(new JdbcTemplate(TestDatabase.source()));

    @Test
    void ofARunThatReadTwiceTheSecondTimeCounts() {
        long run = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41);
        assertThat(sources.of(run)).isEmpty();
        sources.note("weekly", run, "tracker", "2026-11-27T08:00:00Z");
        sources.note("weekly", run, "datasets/eoc/laboratory", "3");
        sources.note("weekly", run, "datasets/eoc/laboratory", "4");
        sources.note("weekly", run + 1, "tracker", "2026-11-28T08:00:00Z");
        assertThat(sources.of(run))
                .isEqualTo(Map.of("tracker", "2026-11-27T08:00:00Z", "datasets/eoc/laboratory", "4"));
    }
}
