package org.pirogue.prepare.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
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

/** Checks of a report as a whole. Each is shown finding something, finding nothing, and what it removes. */
class ReportChecksTest {
    private static final Clock MID_MARCH = Clock.fixed(Instant.parse("2026-03-15T12:00:00Z"), ZoneOffset.UTC);

    private static SliceBatch check(String rules, History history, Map<String, Map<String, String>> reports) {
        List<Slice> slices = new ArrayList<>();
        reports.forEach((unit, values) -> {
            TreeMap<Cell, String> cells = new TreeMap<>();
            values.forEach((name, value) -> cells.put(cell(name), value));
            slices.add(new Slice(new SliceKey("", unit, "202602", ""), cells));
        });
        long used = slices.stream().mapToLong(slice -> slice.values().size()).sum();
        SliceBatch given = new SliceBatch(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC),
                new Scope("202602", new TreeSet<>(Set.of("A", "B"))),
                slices,
                new Tally(used, 0, 0, 0, 0, 0),
                List.of());
        return Checks.read(new StringReader(rules), "quality.yaml", MID_MARCH).apply(given, history);
    }

    private static Cell cell(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? new Cell(name, "") : Cell.of(name.substring(0, slash), name.substring(slash + 1));
    }

    private static List<String> codes(SliceBatch batch) {
        return batch.findings().stream().map(Finding::code).toList();
    }

    /** January, of every unit. */
    private static History january(Map<String, String> values) {
        return new History() {
            @Override
            public SortedMap<Period, BigDecimal> of(SliceKey slice, Cell cell) {
                TreeMap<Period, BigDecimal> past = new TreeMap<>();
                String value = values.get(cell.toString());
                if (value != null) {
                    past.put(Period.parse("202601"), new BigDecimal(value));
                }
                return past;
            }

            @Override
            public SortedMap<Period, Integer> sizes(SliceKey slice) {
                return new TreeMap<>(Map.of(Period.parse("202601"), values.size()));
            }
        };
    }

    @Test
    void aReportThatLacksElementsIsNamedWithWhatItLacks() {
        String rule = "[{check: completeness, on: [CONF, TEST, ITN], share: 0.6}]";
        SliceBatch checked = check(
                rule, History.NONE, Map.of("A", Map.of("CONF/U5", "1"), "B", Map.of("CONF/U5", "1", "TEST", "2")));
        assertThat(codes(checked)).containsExactly("P536");
        assertThat(checked.findings().get(0).text()).contains("of A", "ITN, TEST");
        assertThat(checked.slices()).extracting(slice -> slice.key().orgUnit()).containsExactly("B");
        assertThat(checked.tally()).isEqualTo(new Tally(2, 0, 0, 1, 0, 0));
    }

    @Test
    void aReportIsMissedWhenItIsDueAndNotBefore() {
        Map<String, Map<String, String>> reports = Map.of("A", Map.of("CONF", "1"));
        SliceBatch late = check("[{check: timeliness, days: 10, action: keep-and-flag}]", History.NONE, reports);
        assertThat(late.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P537");
            assertThat(finding.text()).contains("of B", "2026-03-10");
            assertThat(finding.kept()).isTrue();
        });
        assertThat(codes(check("[{check: timeliness, days: 15, action: keep-and-flag}]", History.NONE, reports)))
                .isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeHeldBack() {
        assertThatThrownBy(() -> check("[{check: timeliness, days: 10}]", History.NONE, Map.of()))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting("code")
                        .containsExactly("P243"));
    }

    @Test
    void aReportCopiedFromTheMonthBeforeIsFound() {
        String rule = "[{check: repeated-report, at-least: 2}]";
        History january = january(Map.of("CONF", "3", "TEST", "9"));
        assertThat(codes(check(rule, january, Map.of("A", Map.of("CONF", "3", "TEST", "9.0")))))
                .containsExactly("P538");
        assertThat(codes(check(rule, january, Map.of("A", Map.of("CONF", "3", "TEST", "8")))))
                .isEmpty();
        assertThat(codes(check(rule, january, Map.of("A", Map.of("CONF", "3")))))
                .isEmpty();
        assertThat(codes(check(
                        rule,
                        january(Map.of("CONF", "0", "TEST", "0")),
                        Map.of("A", Map.of("CONF", "0", "TEST", "0")))))
                .isEmpty();
    }

    @Test
    void aValueOutsideOfItsListIsHeldBack() {
        SliceBatch checked = check(
                "[{check: reference-list, on: [STATUS], values: [OPEN, CLOSED]}]",
                History.NONE,
                Map.of("A", Map.of("STATUS/X", "open", "STATUS", "OPEN", "OTHER", "else")));
        assertThat(codes(checked)).containsExactly("P539");
        assertThat(checked.slices().get(0).values()).containsOnlyKeys(cell("STATUS"), cell("OTHER"));
    }

    @Test
    void halfAFormIsFound() {
        String rule = "[{check: volume, periods: 1, share: 0.4, action: keep-and-flag}]";
        History january = january(Map.of("A", "1", "B", "1", "C", "1", "D", "1"));
        assertThat(codes(check(rule, january, Map.of("A", Map.of("A", "1", "B", "1")))))
                .containsExactly("P259");
        assertThat(codes(check(rule, january, Map.of("A", Map.of("A", "1", "B", "1", "C", "1")))))
                .isEmpty();
        assertThat(codes(check(rule, History.NONE, Map.of("A", Map.of("A", "1")))))
                .isEmpty();
    }

    @Test
    void aTotalIsReconciledWithItsParts() {
        String rule = "[{check: reconciliation, total: ALL, parts: [CONF], tolerance: 0.1}]";
        SliceBatch checked = check(
                rule,
                History.NONE,
                Map.of(
                        "A",
                        Map.of("ALL", "20", "CONF/U5", "5", "CONF/O5", "8"),
                        "B",
                        Map.of("ALL", "20", "CONF/U5", "18")));
        assertThat(codes(checked)).containsExactly("P256");
        assertThat(checked.findings().get(0).text()).contains("'ALL' is '20'", "add up to 13");
        assertThat(codes(check(rule, History.NONE, Map.of("A", Map.of("ALL", "20")))))
                .isEmpty();
    }

    /** Whatever the rules find, each value is either passed on or counted as invalid, and findings name what was removed. */
    @Test
    void detectedRemovedAndKeptBalance() {
        String rules = "[{check: completeness, on: [A, B, C]}, {check: reference-list, on: [B], values: ['1', '2']},"
                + " {check: reconciliation, total: C, parts: [A, B]}]";
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Map<String, Map<String, String>> reports = new TreeMap<>();
            for (String unit : List.of("A", "B")) {
                Map<String, String> values = new TreeMap<>();
                for (String element : List.of("A", "B", "C", "D")) {
                    if (random.nextInt(4) > 0) {
                        values.put(element, String.valueOf(random.nextInt(4)));
                    }
                }
                reports.put(unit, values);
            }
            SliceBatch checked = check(rules, History.NONE, reports);
            long read = reports.values().stream().mapToLong(Map::size).sum();
            long left = checked.slices().stream()
                    .mapToLong(slice -> slice.values().size())
                    .sum();
            assertThat(checked.tally()).as("seed " + seed).isEqualTo(new Tally(left, 0, 0, read - left, 0, 0));
            assertThat(checked.findings().isEmpty()).as("seed " + seed).isEqualTo(left == read);
        }
    }
}
