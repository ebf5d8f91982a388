package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

/**
 * Four invented series of 300 ISO weeks, one of them a week 53, against what R's package surveillance says of each week: {@code
 * surveillance.R} beside {@code surveillance.csv} made both, and says which of its functions and settings. Through the whole
 * step, so that the weeks of earlier years are those that R finds by its calendar.
 */
class DetectionSurveillanceTest {
    /** The step writes hundredths; R's iteration ends a little before the last digit. */
    private static final BiPredicate<Double, Double> NEAR = (one, other) -> Math.abs(one - other) < 0.0075;

    private static final String RULES = """
            unit: series
            period: week
            sum: [count]
            recent: 5000
            give: all
            methods:
            """;

    private static List<NamedCsvRecord> weeks;

    @BeforeAll
    static void read() throws IOException {
        try (Reader file = new InputStreamReader(
                        Detection.class.getResourceAsStream("/org/pirogue/prepare/detect/surveillance.csv"),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            weeks = rows.stream().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c1               | {method: ears-c1}",
                "c2               | {method: ears-c2}",
                "c3               | {method: ears-c3}",
                "farrington       | {method: farrington, trend: false}",
                "farrington_1996  | {method: farrington, trend: false, weights-above: 1}",
                "farrington_plain | {method: farrington, trend: false, weights-above: 1000000}",
                "channel          | {method: channel, years: 3, half-window: 2}"
            })
    void drawsTheLimitOfEachWeekWhereRDrawsIt(String column, String method) {
        Map<String, Row> given = judged(method);
        List<NamedCsvRecord> limits =
                weeks.stream().filter(week -> !week.getField(column).isEmpty()).toList();
        assertThat(limits).hasSizeGreaterThan(500);
        assertThat(limits.stream()
                        .filter(week -> !NEAR.test(
                                number(week, column),
                                Double.parseDouble(given.get(name(week)).value("threshold"))))
                        .map(week -> name(week) + ": R " + week.getField(column) + ", here "
                                + given.get(name(week)).value("threshold")))
                .isEmpty();
    }

    @Test
    void givesTheSignalsOfFarringtonThatRGives() {
        Map<String, Row> given = judged("{method: farrington, trend: false}");
        List<NamedCsvRecord> judged = weeks.stream()
                .filter(week -> !week.getField("farrington_alarm").isEmpty())
                .toList();
        assertThat(judged).anyMatch(week -> week.getField("farrington_alarm").equals("1"));
        assertThat(differing(judged, "farrington_alarm", given)).isEmpty();
    }

    /** Ours asks more: a week that is itself below its mean and a deviation is no signal because of the two before. */
    @Test
    void givesTheSignalsOfC3ButForWeeksWithoutARise() {
        Map<String, Row> given = judged("{method: ears-c3}");
        List<NamedCsvRecord> rising = weeks.stream()
                .filter(week -> !week.getField("c3").isEmpty() && number(week, "c2_excess") > 0)
                .toList();
        assertThat(rising).anyMatch(week -> week.getField("c3_sum").equals("1"));
        assertThat(differing(rising, "c3_sum", given)).isEmpty();
        assertThat(weeks.stream().filter(week -> week.getField("c3_sum").equals("0")))
                .noneMatch(week -> given.get(name(week)).value("signal").equals("true"));
    }

    private static Stream<String> differing(List<NamedCsvRecord> of, String alarm, Map<String, Row> given) {
        return of.stream()
                .filter(week -> week.getField(alarm).equals("1")
                        != given.get(name(week)).value("signal").equals("true"))
                .map(DetectionSurveillanceTest::name);
    }

    private static double number(NamedCsvRecord week, String column) {
        return Double.parseDouble(week.getField(column));
    }

    private static Map<String, Row> judged(String method) {
        List<Row> rows = weeks.stream().map(DetectionSurveillanceTest::row).toList();
        Table counts = Tables.table(Tables.columns("series, week, count:integer"), rows, 100, new AtomicInteger());
        Table detected = Detection.read(new StringReader(RULES + "  - " + method), "detect.yaml")
                .apply(counts, (unit, level) -> Optional.empty(), MemoryScratch::new, LocalDate.of(2024, 10, 7));
        return Tables.whole(detected).rows().stream()
                .collect(Collectors.toMap(row -> row.value("series") + " " + row.value("period"), row -> row));
    }

    private static Row row(NamedCsvRecord week) {
        return new Row(
                name(week),
                Map.of(
                        "series",
                        week.getField("series"),
                        "week",
                        week.getField("week"),
                        "count",
                        week.getField("count")));
    }

    private static String name(NamedCsvRecord week) {
        return week.getField("series") + " " + week.getField("week");
    }
}
