package org.pirogue.prepare.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class MappingTest {
    private static final String HEADER =
            "source_data_element,source_category_options,target_data_element,target_category_options,valid_from,valid_to,note\n";
    private static final Envelope ENVELOPE = new Envelope("hmis-to-nmdr", "nmcp", 1, 1, Envelope.Mode.SYNC);

    @Test
    void givesAValueTheTargetsCodes() {
        SliceBatch mapped = mapping("MAL_CONF,AGE_LT5,NMDR_CONF,U5,,,").apply(batch("202501", "MAL_CONF/AGE_LT5", "5"));

        assertThat(values(mapped)).isEqualTo(Map.of("NMDR_CONF/U5", "5"));
        assertThat(mapped.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
        assertThat(mapped.slices().get(0).key()).isEqualTo(new SliceKey("", "A", "202501", ""));
    }

    @Test
    void changesAgeGroupsFromAMonthOn() {
        Mapping mapping =
                mapping("MAL_CONF,AGE_LT5,NMDR_CONF,U5,,202412,", "MAL_CONF,AGE_LT5,NMDR_CONF,00_04,202501,,");

        assertThat(values(mapping.apply(batch("202412", "MAL_CONF/AGE_LT5", "5"))))
                .containsOnlyKeys("NMDR_CONF/U5");
        assertThat(values(mapping.apply(batch("202501", "MAL_CONF/AGE_LT5", "5"))))
                .containsOnlyKeys("NMDR_CONF/00_04");
        assertThat(mapping.claim("202412")).containsExactly(Cell.of("NMDR_CONF", "U5"));
        assertThat(mapping.claim()).hasSize(2);
    }

    @Test
    void matchesCategoryOptionsInAnyOrder() {
        SliceBatch mapped = mapping("A,\"F;AGE_LT5\",B,\"X;C\",,,").apply(batch("202501", "A/AGE_LT5;F", "1"));

        assertThat(values(mapped)).isEqualTo(Map.of("B/C;X", "1"));
    }

    @Test
    void addsSourcesThatMeetInOneTargetExactly() {
        Mapping mapping = mapping("A,X,T,,,,", "A,Y,T,,,,", "A,Z,T,,,,");

        assertThat(values(mapping.apply(batch("202501", "A/X", "0.1", "A/Y", "0.2", "A/Z", "10000000000000000000"))))
                .isEqualTo(Map.of("T", "10000000000000000000.3"));
    }

    @Test
    void leavesOutATextThatWouldHaveToBeAdded() {
        SliceBatch mapped = mapping("A,X,T,,,,", "A,Y,T,,,,").apply(batch("202501", "A/X", "many", "A/Y", "2"));

        assertThat(values(mapped)).isEqualTo(Map.of("T", "2"));
        assertThat(mapped.tally()).isEqualTo(new Tally(1, 0, 0, 1, 0, 0));
        assertThat(mapped.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P202");
            assertThat(finding.value()).isEqualTo("many");
            assertThat(finding.cell()).isEqualTo(Cell.of("A", "X"));
        });
    }

    @Test
    void passesATextThatStandsAlone() {
        assertThat(values(mapping("A,X,T,,,,").apply(batch("202501", "A/X", "a remark"))))
                .isEqualTo(Map.of("T", "a remark"));
    }

    @Test
    void reportsAnUnmappedCellOnceAndCountsItsValues() {
        SliceBatch batch = batch(List.of(slice("D", "A", "202501", "A/X", "1"), slice("D", "B", "202501", "A/X", "1")));
        SliceBatch mapped = mapping("A,Y,T,,,,").apply(batch);

        assertThat(mapped.slices()).isEmpty();
        assertThat(mapped.tally()).isEqualTo(new Tally(0, 0, 2, 0, 0, 0));
        assertThat(mapped.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P201");
            assertThat(finding.text()).contains("'A/X'", "2 values", "mapping.csv");
        });
    }

    @Test
    void saysThatACellIsMappedAtOtherTimes() {
        assertThat(mapping("A,X,T,,202502,,").apply(batch("202501", "A/X", "1")).findings())
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .contains("no line that is valid in 202501");
    }

    @Test
    void countsADeclaredCellAsIgnored() {
        SliceBatch mapped = mapping("A,X,-,,,,not wanted there").apply(batch("202501", "A/X", "1"));

        assertThat(mapped.tally()).isEqualTo(new Tally(0, 1, 0, 0, 0, 0));
        assertThat(mapped.findings()).isEmpty();
    }

    @Test
    void countsAValueReadWithTwoDataSetsOnce() {
        SliceBatch batch = batch(List.of(
                slice("D1", "A", "202501", "A/X", "1", "A/Y", "2"),
                slice("D2", "A", "202501", "A/X", "1", "A/Y", "3")));
        SliceBatch mapped = mapping("A,X,T,1,,,", "A,Y,T,2,,,").apply(batch);

        assertThat(values(mapped)).isEqualTo(Map.of("T/1", "1", "T/2", "2"));
        assertThat(mapped.tally()).isEqualTo(new Tally(2, 0, 0, 1, 1, 0));
        assertThat(mapped.findings()).extracting(Finding::code).containsExactly("P203");
    }

    @Test
    void keepsAttributeOptionsApart() {
        Slice with = new Slice(new SliceKey("D", "A", "202501", "NGO"), new TreeMap<>(Map.of(Cell.of("A", "X"), "2")));
        SliceBatch mapped = mapping("A,X,T,,,,").apply(batch(List.of(slice("D", "A", "202501", "A/X", "1"), with)));

        assertThat(mapped.slices())
                .extracting(slice -> slice.key().attributeOptions())
                .containsExactly("", "NGO");
        assertThat(mapped.tally().used()).isEqualTo(2);
    }

    @Test
    void sumsUnitsThatWereMergedAndRefusesAnUnknownOne() {
        Mapping mapping = withUnits("A,NEW,,202612\nB,NEW,,\nC,-,,\n");
        SliceBatch batch = batch(List.of(
                slice("D", "A", "202501", "A/X", "1"),
                slice("D", "B", "202501", "A/X", "2"),
                slice("D", "C", "202501", "A/X", "4"),
                slice("D", "Q", "202501", "A/X", "8")));
        SliceBatch mapped = mapping.apply(batch);

        assertThat(values(mapped)).isEqualTo(Map.of("T", "3"));
        assertThat(mapped.tally()).isEqualTo(new Tally(2, 1, 1, 0, 0, 0));
        assertThat(mapped.findings()).extracting(Finding::code).containsExactly("P207");
    }

    @Test
    void relatesSourceSlicesToTargetSlicesInBothDirections() {
        Mapping mapping = withUnits("A,NEW,,202612\nB,NEW,,\nC,-,,\n");

        assertThat(mapping.targetsOf(new SliceKey("D", "A", "202501", "NGO")))
                .isEqualTo(Set.of(new SliceKey("", "NEW", "202501", "NGO")));
        assertThat(mapping.targetsOf(new SliceKey("D", "A", "202701", ""))).isEmpty();
        assertThat(mapping.targetsOf(new SliceKey("D", "C", "202501", ""))).isEmpty();
        assertThat(mapping.sourcesOf("NEW", "202501"))
                .extracting(SliceKey::orgUnit)
                .containsExactly("A", "B");
        assertThat(mapping.sourcesOf("NEW", "202701"))
                .extracting(SliceKey::orgUnit)
                .containsExactly("B");
        assertThat(mapping("A,X,T,,,,").sourcesOf("A", "202501")).containsExactly(new SliceKey("", "A", "202501", ""));
    }

    @Test
    void refusesASliceOutsideOfTheChunk() {
        SliceBatch mapped = mapping("A,X,T,,,,").apply(batch(List.of(slice("D", "A", "202502", "A/X", "1"))));

        assertThat(mapped.slices()).isEmpty();
        assertThat(mapped.tally().invalid()).isEqualTo(1);
        assertThat(mapped.findings()).extracting(Finding::code).containsExactly("P204");
    }

    @Test
    void countsTheSameWhetherOrNotTheSourceCountedItsValues() {
        SliceBatch uncounted = batch("202501", "A/X", "1", "A/Q", "1");
        SliceBatch counted = new SliceBatch(
                uncounted.envelope(), uncounted.scope(), uncounted.slices(), new Tally(2, 0, 0, 1, 0, 0), List.of());
        Mapping mapping = mapping("A,X,T,,,,");

        assertThat(mapping.apply(uncounted).tally()).isEqualTo(new Tally(1, 0, 1, 0, 0, 0));
        assertThat(mapping.apply(counted).tally()).isEqualTo(new Tally(1, 0, 1, 1, 0, 0));
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThat(problems(
                        HEADER,
                        "A,X,T,,202513,,",
                        ",X,T,,,,",
                        "A,Y,,,,,",
                        "A,Z,T,,202502,202501,",
                        "B,X,T,,,202506,",
                        "B,X,T,,202506,,",
                        "C,X,T"))
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("P210", "mapping.csv:8"),
                        tuple("P214", "mapping.csv:2"),
                        tuple("P213", "mapping.csv:3"),
                        tuple("P213", "mapping.csv:4"),
                        tuple("P215", "mapping.csv:5"),
                        tuple("P216", "mapping.csv:7"));
    }

    @Test
    void namesMissingAndUnknownColumns() {
        assertThat(problems("source_data_element,target_element\n"))
                .extracting(Problem::code, Problem::value)
                .containsExactly(tuple("P211", "target_data_element"), tuple("P212", "target_element"));
    }

    @Test
    void readsTheSemicolonsOfAFrenchSpreadsheet() {
        Mapping mapping = Mapping.read(
                new StringReader(
                        "\uFEFFsource_data_element;source_category_options;target_data_element\nA;\"X;Y\";T\n"),
                "mapping.csv");

        assertThat(values(mapping.apply(batch("202501", "A/X;Y", "1")))).isEqualTo(Map.of("T", "1"));
    }

    @Test
    void readsTheTableOfUnitsBesideIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("mapping.csv"), HEADER + "A,X,T,,,,\n");
        Files.writeString(folder.resolve("org-units.csv"), "source_org_unit,target_org_unit\nB,NEW\n");

        assertThat(Mapping.read(folder.resolve("mapping.csv")).sourcesOf("NEW", "2025"))
                .hasSize(1);
    }

    @Test
    void aUnitThatSeveralFeedIsCompleteWhenAllOfThemAre() {
        Mapping mapping = withUnits("A,NEW,,\nB,NEW,,\n");
        Slice half = slice("D", "B", "202501", "A/X", "2");

        SliceBatch one = mapping.apply(batch(List.of(complete(slice("D", "A", "202501", "A/X", "1")), half)));
        SliceBatch both = mapping.apply(
                batch(List.of(complete(slice("D", "A", "202501", "A/X", "1"), "2025-02-09"), complete(half))));

        assertThat(values(one)).isEqualTo(Map.of("T", "3"));
        assertThat(values(both)).isEqualTo(Map.of("T", "3", "@complete", "2025-02-09"));
        assertThat(both.tally()).isEqualTo(new Tally(4, 0, 0, 0, 0, 0));
    }

    @Test
    void aReportOfSeveralDataSetsIsCompleteWhenAllOfThemAre() {
        Mapping mapping = mapping("A,X,T,,,,");
        Slice first = complete(slice("D", "A", "202501", "A/X", "1"));
        Slice second = slice("E", "A", "202501", "A/X", "1");

        assertThat(values(mapping.apply(batch(List.of(first, second))))).doesNotContainKey("@complete");
        assertThat(values(mapping.apply(batch(List.of(first, complete(second))))))
                .containsKey("@complete");
    }

    @Test
    void refusesARowForWhatIsNoDataElement() {
        assertThat(problems(HEADER, "@complete,,T,,,,", "A,,@complete,,,,"))
                .extracting(Problem::code)
                .containsExactly("P217", "P217");
    }

    private static Slice complete(Slice slice) {
        return complete(slice, "2025-02-07");
    }

    private static Slice complete(Slice slice, String day) {
        TreeMap<Cell, String> values = new TreeMap<>(slice.values());
        values.put(Cell.COMPLETE, day);
        return new Slice(slice.key(), values);
    }

    @Test
    void namesAFileThatIsNotThere(@TempDir Path folder) {
        Problems problems = catchThrowableOfType(Problems.class, () -> Mapping.read(folder.resolve("mapping.csv")));

        assertThat(problems.all()).extracting(Problem::code).containsExactly("P210");
    }

    @Test
    void changesItsDigestWithItsMeaningOnly() {
        String digest = mapping("A,X,T,,,,", "B,X,T,,,,").digest();

        assertThat(mapping("B,X,T,,,,a note", "A,X,T,,,,").digest()).isEqualTo(digest);
        assertThat(mapping("A,X,T,,,,", "B,X,T,,,202501,").digest()).isNotEqualTo(digest);
    }

    private static List<Problem> problems(String header, String... rows) {
        StringReader reader = new StringReader(header + String.join("\n", rows));
        return catchThrowableOfType(Problems.class, () -> Mapping.read(reader, "mapping.csv"))
                .all();
    }

    private static Mapping mapping(String... rows) {
        return Mapping.read(new StringReader(HEADER + String.join("\n", rows)), "mapping.csv");
    }

    private static Mapping withUnits(String units) {
        return Mapping.read(
                new StringReader(HEADER + "A,X,T,,,,\n"),
                "mapping.csv",
                new StringReader("source_org_unit,target_org_unit,valid_from,valid_to\n" + units),
                "org-units.csv");
    }

    private static SliceBatch batch(String period, String... cellsAndValues) {
        Slice slice = slice("D", "A", period, cellsAndValues);
        return new SliceBatch(
                ENVELOPE, new Scope(period, new TreeSet<>(Set.of("A"))), List.of(slice), Tally.NONE, List.of());
    }

    private static SliceBatch batch(List<Slice> slices) {
        Scope scope = new Scope("202501", new TreeSet<>(Set.of("A", "B", "NEW")));
        return new SliceBatch(ENVELOPE, scope, slices, Tally.NONE, List.of());
    }

    private static Slice slice(String dataSet, String unit, String period, String... cellsAndValues) {
        TreeMap<Cell, String> values = new TreeMap<>();
        for (int i = 0; i < cellsAndValues.length; i += 2) {
            String[] cell = cellsAndValues[i].split("/");
            values.put(Cell.of(cell[0], cell[1]), cellsAndValues[i + 1]);
        }
        return new Slice(new SliceKey(dataSet, unit, period, ""), values);
    }

    private static Map<String, String> values(SliceBatch batch) {
        Map<String, String> values = new TreeMap<>();
        batch.slices().forEach(slice -> slice.values().forEach((cell, value) -> values.put(cell.toString(), value)));
        return values;
    }
}
