package org.pirogue.prepare.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.period.Period;

class PeriodConversionTest {
    private static final LocalDate LATER = LocalDate.of(2026, 10, 1);
    private static final Cell CONF = Cell.of("CONF", "U5");

    private static PeriodConversion weeks(String incomplete) {
        return PeriodConversion.of("Weekly", "Monthly", "", "", incomplete);
    }

    private static Slice slice(String unit, String period, Map<Cell, String> values) {
        return new Slice(new SliceKey("DS", unit, period, ""), new TreeMap<>(values));
    }

    private static SliceBatch batch(String period, List<Slice> slices) {
        long used = slices.stream().mapToLong(slice -> slice.values().size()).sum();
        return new SliceBatch(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC),
                new Scope(period, new TreeSet<>(Set.of("A", "B", "C"))),
                slices,
                new Tally(used, 0, 0, 0, 0, 0),
                List.of());
    }

    @Test
    void leavesOutWhatLacksAWeekAndNamesTheWeek() {
        SliceBatch given = batch(
                "202602",
                List.of(
                        slice("A", "2026W6", Map.of(CONF, "1")),
                        slice("A", "2026W7", Map.of(CONF, "1")),
                        slice("A", "2026W9", Map.of(CONF, "1"))));
        SliceBatch converted = weeks("leave-out").apply(given, LATER);
        assertThat(converted.slices()).isEmpty();
        assertThat(converted.tally()).isEqualTo(new Tally(0, 0, 0, 3, 0, 0));
        assertThat(converted.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P516");
            assertThat(finding.text()).contains("2026W8").doesNotContain("2026W9,");
        });
    }

    @Test
    void waitsInSilenceWhileTheMonthRuns() {
        SliceBatch given = batch("202602", List.of(slice("A", "2026W6", Map.of(CONF, "1"))));
        SliceBatch converted = weeks("leave-out").apply(given, LocalDate.of(2026, 2, 12));
        assertThat(converted.slices()).isEmpty();
        assertThat(converted.findings()).isEmpty();
        assertThat(converted.tally()).isEqualTo(new Tally(0, 1, 0, 0, 0, 0));
    }

    @Test
    void refusesWhatCannotBeConvertedAllAtOnce() {
        assertThatThrownBy(() -> PeriodConversion.of("Weekly", "WeeklySunday", "A,B", "B", "perhaps"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting("code")
                        .containsExactly("P505", "P504", "P504"))
                .hasMessageContaining("never mixed");
        assertThatThrownBy(() -> PeriodConversion.of("Weekley", "Mnthly", "", "", "use"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting("code")
                        .containsExactly("P504", "P504"));
    }

    @Test
    void itsDigestChangesWithWhatItMeans() {
        assertThat(Set.of(
                        weeks("use").digest(),
                        weeks("leave-out").digest(),
                        PeriodConversion.of("Weekly", "Monthly", "A", "", "use").digest(),
                        PeriodConversion.of("Weekly", "Monthly", "", "A", "use").digest(),
                        PeriodConversion.of("Weekly", "Yearly", "", "", "use").digest()))
                .hasSize(5);
        assertThat(PeriodConversion.of("weekly", "MONTHLY", "B, A", "", "use").digest())
                .isEqualTo(PeriodConversion.of("Weekly", "Monthly", "A,B", "", "use")
                        .digest());
    }

    /** Every value is in one heap, and what is used is the sum, by a way that knows no periods. */
    @Test
    void whatIsUsedIsTheSumOfWhatCameAndTheBalanceHolds() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            PeriodConversion conversion = weeks("use");
            Period month = Period.parse("202603");
            LocalDate today = month.firstDay().plusDays(random.nextInt(60));
            List<Slice> slices = new ArrayList<>();
            long sum = 0;
            long read = 0;
            for (String unit : List.of("A", "B", "C")) {
                for (Period week : conversion.relation().sourcesOf(month)) {
                    int count = random.nextInt(20);
                    boolean text = random.nextInt(8) == 0;
                    if (random.nextBoolean()) {
                        slices.add(slice(unit, week.id(), Map.of(CONF, text ? "x" : String.valueOf(count))));
                        read++;
                        sum += text || !week.lastDay().isBefore(today) ? 0 : count;
                    }
                }
            }
            SliceBatch converted = conversion.apply(batch(month.id(), slices), today);
            long standing = converted.slices().stream()
                    .flatMap(slice -> slice.values().values().stream())
                    .mapToLong(Long::parseLong)
                    .sum();
            assertThat(standing).as("seed " + seed).isEqualTo(sum);
            assertThat(converted.tally().read()).as("seed " + seed).isEqualTo(read);
            assertThat(converted.tally().invalid())
                    .isEqualTo(converted.findings().size());
            assertThat(converted.findings()).extracting(Finding::code).allMatch("P508"::equals);
        }
    }
}
