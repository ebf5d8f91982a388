package org.pirogue.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.prepare.table.MemoryScratch;

class StepTest {
    private static final long ROWS = 6_000;

    @TempDir
    private Path folder;

    private long given(Step step) {
        try (BenchDatasets datasets =
                new BenchDatasets(ScratchLedger.over(TestDatabase.source()), folder.resolve("data-" + step))) {
            Step.Ground ground = new Step.Ground(
                    MemoryScratch::new,
                    datasets,
                    folder.resolve("laboratory.csv"),
                    Path.of("../routes/burundi/tracker-to-hmis/rules.csv"));
            step.prepared(ROWS, ground);
            return step.run(ROWS, ground);
        }
    }

    @Test
    void eachStepDoesWhatIsMeasured() {
        assertThat(given(Step.COPY)).isEqualTo(ROWS);
        assertThat(given(Step.JOIN)).isEqualTo(ROWS);
        assertThat(given(Step.DEDUPLICATE)).isBetween(ROWS / 2, ROWS - 1);
        assertThat(given(Step.ANONYMISE)).isLessThan(ROWS);
        // Each report says how many were tested; most have a single row.
        assertThat(given(Step.VALUES)).isBetween(ROWS, 5 * ROWS);
        assertThat(given(Step.CHECK)).isBetween(ROWS / 2, ROWS);
        assertThat(given(Step.AGGREGATE)).isGreaterThan(100);
        assertThat(given(Step.PUBLISH)).isEqualTo(ROWS);
        assertThat(given(Step.PUBLISHED_CSV)).isEqualTo(ROWS);
        assertThat(given(Step.PUBLISHED_PARQUET)).isEqualTo(ROWS);
    }
}
