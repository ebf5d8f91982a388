package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pirogue.prepare.convert.PeriodConversion;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

class RelationTest {
    private static final PeriodConversion TO_MONTHS = PeriodConversion.of("Weekly", "Monthly", "", "", "use");

    private static Relation weeks(PeriodType source) {
        Mapping mapping = Mapping.read(
                new StringReader("source_data_element,target_data_element\nA,B\n"),
                "mapping.csv",
                new StringReader("source_org_unit,target_org_unit\nF1,D1\nF2,D1\n"),
                "org-units.csv");
        return new Relation(source, mapping, TO_MONTHS, null, unit -> true);
    }

    @Test
    void theSourcesOfAMonthAreAllItsWeeksInAllItsUnits() {
        Relation relation = weeks(PeriodType.WEEKLY);
        Period january = Period.parse("202601");
        assertThat(relation.sourcePeriods(january))
                .extracting(Period::id)
                .containsExactly("2026W1", "2026W2", "2026W3", "2026W4", "2026W5");
        assertThat(relation.sourceUnits("D1", january)).containsExactly("F1", "F2");
        assertThat(relation.targetUnits("F2", january)).containsExactly("D1");
        assertThat(relation.targetPeriod(Period.parse("2026W5"))).isEqualTo(january);
    }

    @Test
    void anotherKindOfWeekIsRefused() {
        assertThatThrownBy(() -> weeks(PeriodType.WEEKLY_SUNDAY))
                .isInstanceOfSatisfying(FlowException.class, refused -> assertThat(refused.code())
                        .isEqualTo("P506"));
    }

    /** Runs on random days, each from the cursor of the one before: its day less one, as the source keeps it. */
    @Test
    void eachWeekIsTakenAfterItHasEndedWhoeverTouchesIt() {
        Relation relation = weeks(PeriodType.WEEKLY);
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            LocalDate first = LocalDate.of(2025, 11, 1).plusDays(random.nextInt(60));
            LocalDate last = first;
            Set<Period> taken = new TreeSet<>();
            for (int run = 0; run < 30; run++) {
                LocalDate now = last.plusDays(random.nextInt(12));
                for (Period week : relation.endedBetween(last.minusDays(1), now)) {
                    assertThat(week.lastDay())
                            .as("seed " + seed + ", on " + now)
                            .isBefore(now);
                    taken.add(week);
                }
                last = now;
            }
            LocalDate end = last;
            assertThat(Period.covering(PeriodType.WEEKLY, first, last))
                    .as("seed " + seed)
                    .filteredOn(week -> week.lastDay().isBefore(end))
                    .allMatch(taken::contains);
        }
    }
}
