package org.pirogue.prepare.convert;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;

/** One batch on its way from shorter periods to a longer one. */
final class Converted {
    private static final String PLACE = "convert-period-action";

    private final PeriodConversion conversion;
    private final SliceBatch source;
    private final LocalDate today;
    private final Period target;
    private final List<Period> parts;
    private final Map<SliceKey, Map<Cell, TreeMap<Period, String>>> values = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long ignored;
    private long invalid;

    Converted(PeriodConversion conversion, SliceBatch source, LocalDate today) {
        this.conversion = conversion;
        this.source = source;
        this.today = today;
        this.target =
                Period.parse(conversion.relation().target(), source.scope().period());
        this.parts = conversion.relation().sourcesOf(target);
    }

    SliceBatch batch() {
        source.slices().forEach(this::take);
        List<Slice> slices = new ArrayList<>();
        values.forEach((key, cells) -> {
            TreeMap<Cell, String> joined = new TreeMap<>();
            cells.forEach((cell, series) -> joined(key, cell, series).ifPresent(value -> joined.put(cell, value)));
            if (!joined.isEmpty()) {
                slices.add(new Slice(key, joined));
            }
        });
        List<Finding> all = new ArrayList<>(source.findings());
        all.addAll(findings);
        Tally moved = new Tally(-ignored - invalid, ignored, 0, invalid, 0, 0);
        return new SliceBatch(
                source.envelope(), source.scope(), slices, source.tally().plus(moved), all);
    }

    private void take(Slice slice) {
        SliceKey key = slice.key();
        int count = slice.values().size();
        Optional<Period> period = Period.read(key.period()).filter(parts::contains);
        if (period.isEmpty()) {
            invalid += count;
            findings.add(new Finding(
                    "P509",
                    key,
                    null,
                    null,
                    PLACE,
                    count + " values of " + key.period() + ", which is no "
                            + conversion.relation().source().dhis2Name() + " period of " + target
                            + ": periods of different types are never mixed"));
        } else if (!period.get().lastDay().isBefore(today)) {
            ignored += count;
        } else {
            slice.values().forEach((cell, value) -> take(key, period.get(), cell, value));
        }
    }

    private void take(SliceKey key, Period period, Cell cell, String value) {
        if (cell.equals(Cell.COMPLETE)) {
            ignored++;
        } else if (conversion.join(cell.dataElement()) != Join.LAST
                && Numbers.read(value).isEmpty()) {
            invalid++;
            findings.add(new Finding(
                    "P508",
                    key,
                    cell,
                    value,
                    PLACE,
                    "The value of " + cell + " is not a number: the value of " + target + " stands without it."));
        } else {
            values.computeIfAbsent(
                            new SliceKey(key.dataSet(), key.orgUnit(), target.id(), key.attributeOptions()),
                            any -> new TreeMap<>())
                    .computeIfAbsent(cell, any -> new TreeMap<>())
                    .put(period, value);
        }
    }

    private Optional<String> joined(SliceKey key, Cell cell, TreeMap<Period, String> series) {
        if (!conversion.wholeOnly() || series.size() == parts.size()) {
            return Optional.of(conversion.join(cell.dataElement()).of(List.copyOf(series.values())));
        }
        // A longer period that still runs lacks parts of necessity: nothing to tell a person.
        if (!parts.get(parts.size() - 1).lastDay().isBefore(today)) {
            ignored += series.size();
            return Optional.empty();
        }
        invalid += series.size();
        List<String> missing = parts.stream()
                .filter(part -> !series.containsKey(part))
                .map(Period::id)
                .toList();
        findings.add(new Finding(
                "P516",
                key,
                cell,
                null,
                PLACE,
                "'" + cell + "' has no value in " + String.join(", ", missing) + ": nothing is said of " + target
                        + "."));
        return Optional.empty();
    }
}
