package org.pirogue.prepare.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;

/** One batch on its way from the units of one server to those of another. */
final class Aligned {
    private static final String PLACE = "org-units.csv";

    private final Alignment alignment;
    private final SliceBatch source;
    private final Map<SliceKey, List<Slice>> byTarget = new TreeMap<>();
    private final Map<String, Finding> refused = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long ignored;
    private long unmapped;
    private long invalid;

    Aligned(Alignment alignment, SliceBatch source) {
        this.alignment = alignment;
        this.source = source;
    }

    SliceBatch batch() {
        source.slices().forEach(this::take);
        List<Slice> slices = new ArrayList<>();
        byTarget.forEach((key, parts) -> slices.add(parts.size() == 1 ? moved(key, parts.get(0)) : merged(key, parts)));
        List<Finding> all = new ArrayList<>(source.findings());
        all.addAll(refused.values());
        all.addAll(findings);
        Tally moved = new Tally(-ignored - unmapped - invalid, ignored, unmapped, invalid, 0, 0);
        return new SliceBatch(
                source.envelope(), source.scope(), slices, source.tally().plus(moved), all);
    }

    private void take(Slice slice) {
        SliceKey key = slice.key();
        Period period = Period.parse(key.period());
        Optional<String> target = alignment.targetOf(key.orgUnit(), period);
        if (target.isPresent()) {
            SliceKey moved = new SliceKey(key.dataSet(), target.get(), key.period(), key.attributeOptions());
            byTarget.computeIfAbsent(moved, any -> new ArrayList<>()).add(slice);
        } else if (alignment.isIgnored(key.orgUnit(), period)) {
            ignored += slice.values().size();
        } else {
            unmapped += slice.values().size();
            refused.computeIfAbsent(key.orgUnit(), unit -> refused(unit, alignment.why(unit, period), key, ""));
        }
    }

    /** @param count how many values it has, where that is not counted elsewhere */
    static Finding refused(String unit, Alignment.Refused why, @Nullable SliceKey key, String count) {
        return new Finding(
                why.code(),
                key,
                null,
                null,
                PLACE,
                "org unit '" + unit + "'" + count + ": " + why.text() + ": add a row with reviewed_by to " + PLACE
                        + ", with - as target to leave it out");
    }

    private static Slice moved(SliceKey key, Slice slice) {
        return new Slice(key, slice.values(), slice.edits());
    }

    /** What several units add up to was typed by nobody: no edit times. */
    private Slice merged(SliceKey key, List<Slice> parts) {
        TreeMap<Cell, List<Slice>> cells = new TreeMap<>();
        parts.forEach(
                part -> part.values().keySet().forEach(cell -> cells.computeIfAbsent(cell, any -> new ArrayList<>())
                        .add(part)));
        TreeMap<Cell, String> values = new TreeMap<>();
        cells.forEach((cell, given) -> value(cell, given).ifPresent(value -> values.put(cell, value)));
        return new Slice(key, values);
    }

    private Optional<String> value(Cell cell, List<Slice> parts) {
        if (parts.size() == 1) {
            return Optional.of(parts.get(0).values().get(cell));
        }
        return parts.stream()
                .filter(part -> Numbers.read(part.values().get(cell)).isPresent() || !notSummable(part, cell))
                .flatMap(part -> Numbers.read(part.values().get(cell)).stream())
                .reduce(java.math.BigDecimal::add)
                .map(Numbers::write);
    }

    private boolean notSummable(Slice part, Cell cell) {
        invalid++;
        findings.add(new Finding(
                "P525",
                part.key(),
                cell,
                part.values().get(cell),
                PLACE,
                "The value of " + cell + " is not a number and cannot be added to that of other units: the sum stands"
                        + " without it."));
        return true;
    }
}
