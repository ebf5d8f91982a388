package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.truth.TruthLog.Write;

/** The judge sees each kind of fault, and none where there is none. */
class JudgementTest {
    private static final Cell CELL = new Cell("unit", "202601", "CONF", "");
    private static final Map<Cell, List<String>> HISTORY = Map.of(CELL, List.of("1", "2", "", "3"));

    @Test
    void findsNoFaultInAnExchangeThatRepeatsAndSkips() {
        Judgement judgement = judge(Map.of(CELL, "3"), Map.of(CELL, "3"), "1", "1", "", "3");
        assertThat(judgement.isClean()).as("%s", judgement).isTrue();
        assertThat(judgement.repeats()).isEqualTo(1);
    }

    @Test
    void seesWhatIsLostWrongOrUnexpected() {
        assertThat(judge(Map.of(CELL, "3"), Map.of()).lost()).hasSize(1);
        assertThat(judge(Map.of(CELL, "3"), Map.of(CELL, "2")).wrong()).hasSize(1);
        assertThat(judge(Map.of(), Map.of(CELL, "2")).unexpected()).hasSize(1);
    }

    @Test
    void seesAnOldValueAfterANewerOne() {
        assertThat(judge(Map.of(CELL, "3"), Map.of(CELL, "3"), "2", "1", "3").doubled())
                .hasSize(1);
    }

    @Test
    void seesAValueThatWasNeverMeant() {
        assertThat(judge(Map.of(CELL, "3"), Map.of(CELL, "3"), "3", "4", "3").doubled())
                .hasSize(1);
    }

    private static Judgement judge(Map<Cell, String> expected, Map<Cell, String> actual, String... shown) {
        List<Write> writes = new ArrayList<>();
        String before = null;
        for (String value : shown) {
            String after = value.isEmpty() ? null : value;
            writes.add(write(writes.size() + 1, before, after));
            before = after;
        }
        return Judgement.of(expected, actual, writes, HISTORY, key -> CELL);
    }

    private static Write write(long number, @Nullable String before, @Nullable String after) {
        return new Write(number, Instant.EPOCH, "pirogue", "dataValue", "key", before, after, after == null);
    }
}
