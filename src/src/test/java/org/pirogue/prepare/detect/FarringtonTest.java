package org.pirogue.prepare.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against R's package surveillance: six invented series, with and without trend and weights, three and five years back. The script
 * that made the figures lies beside them.
 */
class FarringtonTest {
    private static final Map<String, Series> SERIES = new HashMap<>();

    private static List<NamedCsvRecord> rows;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = FarringtonTest.class.getResourceAsStream("farrington.csv");
                CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows = reader.stream().toList();
        }
        for (NamedCsvRecord row : rows) {
            String counts = row.getField("counts");
            if (!counts.isEmpty()) {
                SERIES.put(
                        row.getField("series"),
                        MethodsTest.series(Arrays.stream(counts.split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray()));
            }
        }
        assertThat(rows).hasSize(768);
    }

    /** R stops its steps a little earlier than they come to rest: its limits are that far from their own end. */
    @Test
    void drawsTheLimitsThatRDraws() {
        for (NamedCsvRecord row : rows) {
            double threshold = Double.parseDouble(row.getField("threshold"));
            assertThat(judged(row).threshold()).as(row.toString()).isCloseTo(threshold, within(1e-4 * threshold));
        }
    }

    @Test
    void findsTheWeeksThatRFinds() {
        for (NamedCsvRecord row : rows) {
            assertThat(judged(row).signal()).as(row.toString()).isEqualTo(Boolean.parseBoolean(row.getField("signal")));
        }
    }

    /** Otherwise the two above would say nothing about them. */
    @Test
    void trendAndWeightsMakeADifference() {
        assertThat(rows.stream().filter(row -> row.getField("trend_kept").equals("true")))
                .hasSizeGreaterThan(100);
        assertThat(limit("outbreak", true)).isLessThan(limit("outbreak", false));
    }

    private static double limit(String series, boolean weights) {
        return new Farrington(3, 3, 0.01, false, above(weights))
                .judge(SERIES.get(series), 300)
                .orElseThrow()
                .threshold();
    }

    private static Judgement judged(NamedCsvRecord row) {
        var method = new Farrington(
                Integer.parseInt(row.getField("years")),
                Integer.parseInt(row.getField("half_window")),
                0.01,
                Boolean.parseBoolean(row.getField("trend")),
                above(Boolean.parseBoolean(row.getField("weights"))));
        int week = Integer.parseInt(row.getField("week"));
        return method.judge(SERIES.get(row.getField("series")), week - 1).orElseThrow();
    }

    private static double above(boolean weights) {
        return weights ? 1 : Double.POSITIVE_INFINITY;
    }
}
