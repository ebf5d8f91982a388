package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The organisation units of a country, parents first: those of the CSV and the facilities invented below them. */
final class Hierarchy {
    private final Units spec;
    private final long seed;
    private final int least;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private int invented;

    private Hierarchy(Units spec, long seed, int least) {
        this.spec = spec;
        this.seed = seed;
        this.least = least;
    }

    /** @param least how many facilities every unit that has any gets at least */
    static Hierarchy read(Path folder, Units spec, long seed, int least) {
        Hierarchy hierarchy = new Hierarchy(spec, seed, least);
        Path file = folder.resolve(spec.file());
        Map<String, Integer> facilities = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> hierarchy.add(row, facilities));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        facilities.forEach(hierarchy::invent);
        return hierarchy;
    }

    private void add(NamedCsvRecord row, Map<String, Integer> facilities) {
        String code = row.getField("code");
        Optional<Unit> parent = filled(row, "parent").map(this::get);
        double weight = filled(row, "weight")
                .map(Double::parseDouble)
                .orElse(parent.map(Unit::weight).orElse(1.0));
        double positivity = filled(row, "positivity")
                .map(Double::parseDouble)
                .orElse(parent.map(Unit::positivity).orElse(0.5));
        String above = parent.map(Unit::code).orElse(null);
        units.put(
                code,
                new Unit(code, row.getField("name"), above, false, spec.openedOn(code), null, weight, positivity));
        filled(row, "facilities").ifPresent(count -> facilities.put(code, Integer.parseInt(count)));
    }

    private static Optional<String> filled(NamedCsvRecord row, String column) {
        return row.findField(column).filter(text -> !text.isBlank());
    }

    private void invent(String district, int count) {
        Unit above = get(district);
        for (int number = 1; number <= Math.max(least, count); number++) {
            String code = "%s_%02d".formatted(district, number);
            SplittableRandom random = new SplittableRandom(seed ^ code.hashCode());
            double weight = above.weight() * random.nextDouble(0.4, 1.8);
            String closed = spec.closed().get(code);
            units.put(
                    code,
                    new Unit(
                            code,
                            name(code, random),
                            district,
                            true,
                            spec.openedOn(code),
                            closed == null ? null : LocalDate.parse(closed),
                            weight,
                            above.positivity()));
        }
    }

    /** No two of the first starts × ends places are the same; later ones get a number. */
    private String name(String code, SplittableRandom random) {
        int starts = spec.placeStarts().size();
        int all = starts * spec.placeEnds().size();
        int place = (int) ((long) invented * 97 % all);
        String kind = spec.kinds().get(random.nextInt(spec.kinds().size()));
        String name = kind + " " + spec.placeStarts().get(place % starts)
                + spec.placeEnds().get(place / starts);
        int round = invented++ / all;
        String made = round == 0 ? name : name + " " + (round + 1);
        return spec.names() == null ? made : spec.names().getOrDefault(code, made);
    }

    Unit get(String code) {
        Unit unit = units.get(code);
        if (unit == null) {
            throw new IllegalArgumentException("no organisation unit '" + code + "' in " + spec.file());
        }
        return unit;
    }

    /** The country is level 1. */
    int level(Unit unit) {
        return unit.parent() == null ? 1 : 1 + level(get(unit.parent()));
    }

    /** Where it lies, as GeoJSON; empty for those of which the ministry does not know it. */
    Optional<ObjectNode> place(Unit unit) {
        return spec.places() == null ? Optional.empty() : new UnitPlaces(spec.places(), seed).of(unit, level(unit));
    }

    List<Unit> all() {
        return List.copyOf(units.values());
    }

    Unit root() {
        return units.values().iterator().next();
    }

    /** @param level null for the facilities */
    List<Unit> at(@Nullable Integer level) {
        return level == null
                ? facilities()
                : units.values().stream().filter(unit -> level(unit) == level).toList();
    }

    /** How many units have facilities below them. */
    int districts() {
        return (int) units.values().stream()
                .filter(Unit::facility)
                .map(Unit::parent)
                .distinct()
                .count();
    }

    List<Unit> facilities() {
        List<Unit> facilities = new ArrayList<>(units.values());
        facilities.removeIf(unit -> !unit.facility());
        return facilities;
    }
}
