package org.pirogue.prepare.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.period.Period;

/** One batch on its way through a mapping. */
final class Mapped {
    private static final Comparator<Finding> BY_CELL =
            Comparator.comparing(Finding::code).thenComparing(Finding::text);

    private final Mapping mapping;
    private final SliceBatch source;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Unmapped, Long> unmappedValues = new HashMap<>();
    private final Map<String, Period> periods = new HashMap<>();
    private final Map<String, Map<Cell, Optional<Lines.Line<Cell>>>> linesByPeriod = new HashMap<>();
    private final Map<SliceKey, Map<Cell, Sum>> sums = new TreeMap<>();
    private final Map<SliceKey, Map<Cell, String>> seen = new HashMap<>();
    /** The days on which source reports were complete, by the target report that they feed. */
    private final Map<SliceKey, Map<SliceKey, String>> complete = new TreeMap<>();

    private long ignored;
    private long unmapped;
    private long invalid;
    private long duplicate;

    /** @param cell null where the organisation unit is not mapped */
    private record Unmapped(
            String orgUnit, String period, @Nullable Cell cell, boolean atOtherTimes) {}

    Mapped(Mapping mapping, SliceBatch source) {
        this.mapping = mapping;
        this.source = source;
    }

    SliceBatch batch() {
        Set<SliceKey> severalTimes = keysOfSeveralSlices();
        for (Slice slice : source.slices()) {
            SliceKey key = slice.key().inDataSet("");
            mapSlice(slice, severalTimes.contains(key) ? seen.computeIfAbsent(key, any -> new HashMap<>()) : null);
        }
        List<Slice> slices = new ArrayList<>();
        complete.keySet().forEach(key -> sums.computeIfAbsent(key, any -> new TreeMap<>()));
        sums.forEach((key, cells) -> slices.add(summed(key, cells)));
        reportUnmapped();
        List<Finding> all = new ArrayList<>(source.findings());
        findings.sort(BY_CELL);
        all.addAll(findings);
        slices.removeIf(Slice::isEmpty);
        return new SliceBatch(source.envelope(), source.scope(), slices, tally(), all);
    }

    /** The same value read with two data sets is one value. */
    private Set<SliceKey> keysOfSeveralSlices() {
        Set<SliceKey> once = new HashSet<>();
        Set<SliceKey> several = new HashSet<>();
        for (Slice slice : source.slices()) {
            SliceKey key = slice.key().inDataSet("");
            if (!once.add(key)) {
                several.add(key);
            }
        }
        return several;
    }

    private void mapSlice(Slice slice, @Nullable Map<Cell, String> before) {
        SliceKey key = slice.key();
        Period period = periods.computeIfAbsent(key.period(), Period::parse);
        Optional<Lines.Line<String>> unit = mapping.unitLine(key.orgUnit(), period);
        int values = slice.values().size();
        if (unit.isEmpty()) {
            unmapped += values;
            unmappedValues.merge(new Unmapped(key.orgUnit(), key.period(), null, false), (long) values, Long::sum);
        } else if (unit.get().target() == null) {
            ignored += values;
        } else if (!source.scope().holds(unit.get().target(), key.period())) {
            invalid += values;
            findings.add(outsideOfTheChunk(key, values));
        } else {
            SliceKey target = new SliceKey("", unit.get().target(), key.period(), key.attributeOptions());
            slice.values().forEach((cell, value) -> mapValue(key, period, cell, value, target, before));
            mapEdits(slice, period, target);
        }
    }

    private void mapValue(
            SliceKey key, Period period, Cell cell, String value, SliceKey target, @Nullable Map<Cell, String> before) {
        if (cell.equals(Cell.COMPLETE)) {
            complete.computeIfAbsent(target, any -> new HashMap<>()).put(key, value);
            return;
        }
        if (before != null && isRepeated(key, cell, value, before)) {
            return;
        }
        Optional<Lines.Line<Cell>> line = line(key.period(), period, cell);
        if (line.isEmpty()) {
            unmapped++;
            unmappedValues.merge(new Unmapped("", key.period(), cell, mapping.knows(cell)), 1L, Long::sum);
        } else if (line.get().target() == null) {
            ignored++;
        } else {
            sums.computeIfAbsent(target, any -> new TreeMap<>())
                    .computeIfAbsent(line.get().target(), any -> new Sum())
                    .add(key, cell, value);
        }
    }

    private Optional<Lines.Line<Cell>> line(String id, Period period, Cell cell) {
        return linesByPeriod
                .computeIfAbsent(id, any -> new HashMap<>())
                .computeIfAbsent(cell, any -> mapping.line(cell, period));
    }

    /** Cells that were cleared say when, too, and what is not mapped is of no use to anybody. */
    private void mapEdits(Slice slice, Period period, SliceKey target) {
        if (slice.edits().isEmpty()) {
            return;
        }
        Set<Cell> cells = new HashSet<>(slice.edits().keySet());
        cells.addAll(slice.values().keySet());
        for (Cell cell : cells) {
            line(slice.key().period(), period, cell).map(Lines.Line::target).ifPresent(found -> sums.computeIfAbsent(
                            target, any -> new TreeMap<>())
                    .computeIfAbsent(found, any -> new Sum())
                    .edited(slice.edits().get(cell)));
        }
    }

    private boolean isRepeated(SliceKey key, Cell cell, String value, Map<Cell, String> before) {
        String other = before.putIfAbsent(cell, value);
        if (other == null) {
            return false;
        }
        if (other.equals(value)) {
            duplicate++;
        } else {
            invalid++;
            findings.add(new Finding(
                    "P203",
                    key,
                    cell,
                    value,
                    mapping.place(),
                    "The source gave " + cell + " twice with different values; the first was used."));
        }
        return true;
    }

    private Slice summed(SliceKey key, Map<Cell, Sum> cells) {
        TreeMap<Cell, String> values = new TreeMap<>();
        TreeMap<Cell, Edit> edits = new TreeMap<>();
        cells.forEach((cell, sum) -> {
            sum.invalid().forEach(part -> notSummable(part, cell));
            sum.value().ifPresent(value -> values.put(cell, value));
            sum.edit().ifPresent(edit -> edits.put(cell, edit));
        });
        completed(key).ifPresent(day -> values.put(Cell.COMPLETE, day));
        return new Slice(key, values, edits);
    }

    /** On the day of the last: each data set of each unit that feeds the report must be complete, half a report is none. */
    private Optional<String> completed(SliceKey target) {
        Map<SliceKey, String> known = complete.getOrDefault(target, Map.of());
        boolean all = mapping.sourcesOf(target.orgUnit(), target.period()).stream()
                .allMatch(unit -> dataSets()
                        .allMatch(dataSet -> known.containsKey(
                                new SliceKey(dataSet, unit.orgUnit(), unit.period(), target.attributeOptions()))));
        return all ? known.values().stream().max(Comparator.naturalOrder()) : Optional.empty();
    }

    private Stream<String> dataSets() {
        return source.slices().stream().map(slice -> slice.key().dataSet()).distinct();
    }

    private void notSummable(Sum.Part part, Cell target) {
        invalid++;
        findings.add(new Finding(
                "P202",
                part.key(),
                part.cell(),
                part.value(),
                mapping.place(),
                "The value of " + part.cell() + " is not a number and cannot be added into " + target
                        + ": the sum stands without it."));
    }

    private Finding outsideOfTheChunk(SliceKey key, int values) {
        return new Finding(
                "P204",
                key,
                null,
                null,
                mapping.place(),
                values + " values of " + key.orgUnit() + " in " + key.period() + " lie outside of what was asked for.");
    }

    private void reportUnmapped() {
        unmappedValues.forEach((what, values) -> findings.add(new Finding(
                what.cell() == null ? "P207" : "P201",
                null,
                what.cell(),
                null,
                mapping.place(),
                textOf(what, values == 1 ? "1 value" : values + " values"))));
    }

    private String textOf(Unmapped what, String count) {
        if (what.cell() == null) {
            return notThere(String.valueOf(what.orgUnit()), what.period(), count);
        }
        String why = what.atOtherTimes() ? " has no line that is valid in " : " is not mapped in ";
        return "'" + what.cell() + "'" + why + what.period() + " (" + count + "): add a line to " + mapping.place()
                + ", with - as target to ignore it";
    }

    static String notThere(String orgUnit, String period, String count) {
        return "org unit '" + orgUnit + "' is not in org-units.csv in " + period + " (" + count
                + "): add it, or correct the source";
    }

    private Tally tally() {
        long carried = source.slices().stream()
                .mapToLong(slice -> slice.values().size())
                .sum();
        long used = carried - ignored - unmapped - invalid - duplicate;
        Tally before = source.tally();
        Tally setAside = new Tally(
                Math.max(0, before.used() - carried),
                before.ignored(),
                before.unmapped(),
                before.invalid(),
                before.duplicate(),
                before.suppressed());
        return setAside.plus(new Tally(used, ignored, unmapped, invalid, duplicate, 0));
    }
}
