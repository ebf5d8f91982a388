package org.pirogue.prepare.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;

/** Over any table and any values: every value ends in one heap, and what arrives is what a plain sum gives. */
class MappingPropertiesTest {
    private static final List<String> OPTIONS = List.of("O1", "O2", "O3", "O4", "O5", "O6");
    private static final Envelope ENVELOPE = new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC);

    /** One value of a source. */
    record Given(String dataSet, String unit, String options, String value) {}

    @Property(seed = "2026")
    void putsEveryValueInOneHeap(@ForAll("tables") Map<String, String> table, @ForAll("values") List<Given> values) {
        SliceBatch source = batch(values);
        long read = source.slices().stream()
                .mapToLong(slice -> slice.values().size())
                .sum();

        Tally tally = mapping(table).apply(source).tally();

        assertThat(tally.read()).isEqualTo(read);
        assertThat(List.of(tally.used(), tally.ignored(), tally.unmapped(), tally.invalid(), tally.duplicate()))
                .allMatch(count -> count >= 0);
    }

    @Property(seed = "2026")
    void equalsAnIndependentSum(@ForAll("tables") Map<String, String> table, @ForAll("numbers") List<Given> values) {
        Map<String, BigDecimal> expected = new HashMap<>();
        Set<String> seen = new HashSet<>();
        SliceBatch source = batch(values);
        for (Slice slice : source.slices()) {
            slice.values().forEach((cell, value) -> {
                String target = table.getOrDefault(cell.categoryOptions(), "-");
                String where = slice.key().orgUnit() + "/" + cell;
                if (!target.equals("-") && seen.add(where)) {
                    expected.merge(slice.key().orgUnit() + "/" + target, new BigDecimal(value), BigDecimal::add);
                }
            });
        }

        Map<String, BigDecimal> actual = new HashMap<>();
        mapping(table).apply(source).slices().forEach(slice -> slice.values()
                .forEach((cell, value) ->
                        actual.put(slice.key().orgUnit() + "/" + cell.dataElement(), new BigDecimal(value))));

        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((cell, value) -> assertThat(value).isEqualByComparingTo(expected.get(cell)));
    }

    @Provide
    Arbitrary<Map<String, String>> tables() {
        return Arbitraries.maps(Arbitraries.of(OPTIONS), Arbitraries.of("T1", "T2", "T3", "-"));
    }

    @Provide
    Arbitrary<List<Given>> values() {
        return given(Arbitraries.oneOf(decimals(), Arbitraries.of("", "many", "1e999999999", "-3", "NaN")));
    }

    @Provide
    Arbitrary<List<Given>> numbers() {
        return given(decimals());
    }

    private static Arbitrary<String> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000000000000000000"), new BigDecimal("1000000000000000000000"))
                .ofScale(5)
                .map(BigDecimal::toPlainString);
    }

    private static Arbitrary<List<Given>> given(Arbitrary<String> values) {
        return Combinators.combine(
                        Arbitraries.of("D1", "D2"), Arbitraries.of("A", "B"), Arbitraries.of(OPTIONS), values)
                .as(Given::new)
                .list()
                .ofMaxSize(25);
    }

    private static Mapping mapping(Map<String, String> table) {
        StringBuilder csv = new StringBuilder("source_data_element,source_category_options,target_data_element\n");
        table.forEach((options, target) ->
                csv.append("E,").append(options).append(',').append(target).append('\n'));
        return Mapping.read(new StringReader(csv.toString()), "mapping.csv");
    }

    private static SliceBatch batch(List<Given> values) {
        Map<SliceKey, TreeMap<Cell, String>> slices = new TreeMap<>();
        for (Given given : values) {
            slices.computeIfAbsent(new SliceKey(given.dataSet, given.unit, "202501", ""), any -> new TreeMap<>())
                    .put(Cell.of("E", given.options), given.value);
        }
        List<Slice> list = new ArrayList<>();
        slices.forEach((key, cells) -> list.add(new Slice(key, cells)));
        Scope scope = new Scope("202501", new TreeSet<>(Set.of("A", "B")));
        return new SliceBatch(ENVELOPE, scope, list, Tally.NONE, List.of());
    }
}
