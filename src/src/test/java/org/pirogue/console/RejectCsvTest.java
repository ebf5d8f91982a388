package org.pirogue.console;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.flow.Names;
import org.pirogue.ledger.reject.Reject;

class RejectCsvTest {
    private static Reject reject(long id, String value, String text) {
        return new Reject(
                id,
                41,
                "hmis-to-nmdr",
                Reject.Kind.TARGET,
                Reject.State.OPEN,
                "E8122",
                "NMDR",
                "BDI_0417",
                "202601",
                "",
                "MAL_DEATH",
                "AGE_LT5",
                value,
                "",
                text,
                Instant.EPOCH);
    }

    private static String written(Locale language, char separator, boolean mark, List<Reject> rejects)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RejectCsv(Hints.in(language), flow -> new RejectNames.OfFlow(Names.none(), Names.none()))
                .write(rejects.iterator(), separator, mark, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhereWhatWhyAndWhatToDoInFrench() throws IOException {
        String table = written(Locale.FRENCH, ';', true, List.of(reject(7, "2,5", "a \"whole\" number; is expected")));

        assertThat(table).startsWith("\uFEFFFormation sanitaire;").contains("\r\n");
        List<NamedCsvRecord> rows =
                CsvReader.builder().fieldSeparator(';').ofNamedCsvRecord(table.substring(1)).stream()
                        .toList();
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getField("Code de la formation")).isEqualTo("BDI_0417");
            assertThat(row.getField("Mois")).isEqualTo("janvier 2026");
            assertThat(row.getField("Valeur")).isEqualTo("2,5");
            assertThat(row.getField("Pourquoi")).isEqualTo("MAL_DEATH n’est pas du type que veut la cible");
            assertThat(row.getField("Que faire")).isNotBlank();
            assertThat(row.getField("Selon le serveur")).isEqualTo("a \"whole\" number; is expected");
            assertThat(row.getField("État")).isEqualTo("ouvert");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\",\"y\")"})
    void noCellIsAFormula(String evil) throws IOException {
        String table = written(Locale.ENGLISH, ',', false, List.of(reject(7, evil, evil)));
        NamedCsvRecord row =
                CsvReader.builder().ofNamedCsvRecord(table).stream().findFirst().orElseThrow();
        assertThat(row.getField("Value")).isEqualTo("'" + evil);
        assertThat(row.getFields()).noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0);
    }

    @Test
    void hasOneLineForEveryValueHoweverMany() throws IOException {
        String table = written(
                Locale.ENGLISH,
                ',',
                false,
                IntStream.range(0, 5_000).mapToObj(i -> reject(i, "x", "bad")).toList());
        assertThat(table.lines()).hasSize(5_001);
    }
}
