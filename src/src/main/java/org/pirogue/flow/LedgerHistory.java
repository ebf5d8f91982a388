package org.pirogue.flow;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.value.Past;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.check.History;
import org.pirogue.prepare.period.Period;

/** The past of a chunk's units as the ledger holds it, read at once, and only where a check asks for it. */
final class LedgerHistory implements History {
    /** How far back a check may look. */
    private static final int PERIODS = 60;

    private record Series(String orgUnit, String attributeOptions, Cell cell) {}

    private final Past past;
    private final Flow flow;
    private final Scope scope;
    private @Nullable Map<Series, TreeMap<Period, BigDecimal>> read;

    LedgerHistory(Past past, Flow flow, Scope scope) {
        this.past = past;
        this.flow = flow;
        this.scope = scope;
    }

    @Override
    public SortedMap<Period, BigDecimal> of(SliceKey slice, Cell cell) {
        if (read == null) {
            read = read();
        }
        return read.getOrDefault(new Series(slice.orgUnit(), slice.attributeOptions(), cell), new TreeMap<>());
    }

    @Override
    public SortedMap<Period, Integer> sizes(SliceKey slice) {
        if (read == null) {
            read = read();
        }
        SortedMap<Period, Integer> sizes = new TreeMap<>();
        read.forEach((series, past) -> {
            if (series.orgUnit().equals(slice.orgUnit())
                    && series.attributeOptions().equals(slice.attributeOptions())) {
                past.keySet().forEach(period -> sizes.merge(period, 1, Integer::sum));
            }
        });
        return sizes;
    }

    /** Those before, and the next one: an estimate lies between its neighbours. */
    private List<String> periods() {
        Period now = Period.parse(scope.period());
        return Stream.concat(Stream.iterate(now.previous(), Period::previous).limit(PERIODS), Stream.of(now.next()))
                .map(Period::id)
                .toList();
    }

    private Map<Series, TreeMap<Period, BigDecimal>> read() {
        Map<Series, TreeMap<Period, BigDecimal>> all = new HashMap<>();
        past.of(flow.name(), flow.target().parameter("dataSet"), periods(), scope.orgUnits())
                .forEach(slice -> slice.values()
                        .forEach((cell, value) -> Numbers.read(value).ifPresent(number -> all.computeIfAbsent(
                                        new Series(
                                                slice.key().orgUnit(),
                                                slice.key().attributeOptions(),
                                                cell),
                                        none -> new TreeMap<>())
                                .put(Period.parse(slice.key().period()), number))));
        return Collections.unmodifiableMap(all);
    }
}
