package org.pirogue.prepare.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Salmonella Agona in the United Kingdom, 1990 to 1995 by week: the series of Farrington's paper, as R's package surveillance carries
 * it. The figures were made by a script in another language that shares nothing with this code. The file is not part of the
 * product: the test is skipped where it is not there.
 */
class PublicSeriesTest {
    private static final Path FILE = Path.of("data/surveillance_r/salmonella.agona.csv");

    private static Series series;

    @BeforeAll
    static void read() throws IOException {
        Path file = shared();
        Assumptions.assumeTrue(Files.exists(file), "public data are not beside the checkout: " + FILE);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            series = MethodsTest.series(rows.stream()
                    .mapToDouble(row -> Double.parseDouble(row.getField("observed")))
                    .toArray());
        }
        assertThat(series.counts()).hasSize(312);
    }

    /** Beside the checkout or above it. */
    private static Path shared() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("shared").resolve(FILE))) {
            at = at.getParent();
        }
        return at == null ? FILE : at.resolve("shared").resolve(FILE);
    }

    @Test
    void findsTheWeeksThatAnotherProgramFinds() {
        assertThat(weeks(new Ears(Ears.Kind.C1, 3, 0.5)))
                .containsExactly(21, 30, 36, 62, 75, 80, 82, 111, 128, 191, 192, 210, 232, 283, 284, 294);
        assertThat(weeks(new Ears(Ears.Kind.C2, 3, 0.5)))
                .containsExactly(
                        21, 36, 47, 63, 75, 79, 80, 81, 82, 83, 111, 128, 144, 145, 192, 193, 210, 211, 233, 264, 283,
                        284, 285);
        assertThat(weeks(new Ears(Ears.Kind.C3, 2, 0.5)))
                .hasSize(47)
                .startsWith(21, 22, 23, 32)
                .endsWith(287, 295, 296);
        assertThat(weeks(MethodsTest.plain(3, 3))).containsExactly(262, 263, 264);
    }

    @Test
    void drawsTheLimitThatAnotherProgramDraws() {
        Farrington farrington = MethodsTest.plain(3, 3);
        assertThat(farrington.judge(series, 199).orElseThrow().threshold()).isCloseTo(12.261436, within(1e-5));
        assertThat(farrington.judge(series, 249).orElseThrow().threshold()).isCloseTo(11.39088, within(1e-5));
        assertThat(farrington.judge(series, 311).orElseThrow().threshold()).isCloseTo(9.158492, within(1e-5));
    }

    /** Numbers of the weeks with a signal, the first is 1. */
    private static List<Integer> weeks(Method method) {
        return IntStream.range(0, series.counts().length)
                .filter(at -> method.judge(series, at).filter(Judgement::signal).isPresent())
                .mapToObj(at -> at + 1)
                .toList();
    }
}
