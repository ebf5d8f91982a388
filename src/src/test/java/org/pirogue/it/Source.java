package org.pirogue.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.values.DataValue;

/**
 * The HMIS as the source of an exchange under proof. It changes only while nobody reads, and remembers what its reports
 * have ever meant at the repository, cell by cell and in order: nothing else may ever be seen there.
 */
final class Source {
    private static final List<String> AGES = List.of("AGE_LT5", "AGE_5_14", "AGE_GE15");
    private static final String GONE = "";

    /** A facility's month. */
    private record Slice(String orgUnit, String period) {}

    private final World world;
    private final Random random;
    private final Path mapping;
    private final Map<String, String> elements;
    private final Map<String, String> units;
    private final Map<String, String> combos = new HashMap<>();
    private final Map<Slice, Map<Cell, String>> reports = new HashMap<>();
    private final List<Slice> slices;
    private final Map<Slice, Set<Cell>> everFed = new HashMap<>();
    private final Set<Cell> deleted = new TreeSet<>();
    private final Map<Cell, List<String>> history = new HashMap<>();

    /** Fills each report that the sample holds with every count that the mapping knows. */
    Source(World world, Random random) throws IOException {
        this(world, random, World.COUNTRY.resolve("hmis-to-nmdr/mapping.csv"));
    }

    /** @param mapping as it stands now, and may be changed */
    Source(World world, Random random, Path mapping) throws IOException {
        this.mapping = mapping;
        this.world = world;
        this.random = random;
        Export export = world.export("hmis");
        this.elements = inverted(export.codes("dataElements"));
        this.units = inverted(export.codes("organisationUnits"));
        for (String element : Expected.COUNTED) {
            export.optionComboIds(element).forEach((options, uid) -> combos.put(element + "/" + options, uid));
        }
        Instant lastWeek = Instant.now().minus(Duration.ofDays(9));
        export.values("MAL_MONTHLY").forEach((cell, value) -> reports.computeIfAbsent(slice(cell), s -> new TreeMap<>())
                .put(cell, value));
        this.slices = new ArrayList<>(reports.keySet());
        Collections.sort(slices, (a, b) -> a.toString().compareTo(b.toString()));
        for (Slice slice : slices) {
            for (String element : Expected.COUNTED) {
                AGES.forEach(age -> put(new Cell(slice.orgUnit(), slice.period(), element, age), lastWeek));
            }
            remember(slice);
        }
    }

    private static Slice slice(Cell cell) {
        return new Slice(cell.orgUnit(), cell.period());
    }

    private static Map<String, String> inverted(Map<String, String> codes) {
        Map<String, String> uids = new HashMap<>();
        codes.forEach((uid, code) -> uids.put(code, uid));
        return uids;
    }

    /** Confirmed cases stay below the tested ones, as the flow's rules want it. */
    private void put(Cell cell, Instant at) {
        int value = 1 + random.nextInt(400_000) + (cell.dataElement().equals("MAL_TESTED") ? 500_000 : 0);
        world.server("hmis")
                .dataValues()
                .put(
                        elements.get(cell.dataElement()),
                        cell.period(),
                        units.get(cell.orgUnit()),
                        combos.get(cell.dataElement() + "/" + cell.options()),
                        "",
                        String.valueOf(value),
                        "district",
                        at);
        reports.get(slice(cell)).put(cell, String.valueOf(value));
        deleted.remove(cell);
    }

    private void delete(Cell cell) {
        Instant now = Instant.now();
        world.server("hmis")
                .dataValues()
                .delete(new DataValue(
                        elements.get(cell.dataElement()),
                        cell.period(),
                        units.get(cell.orgUnit()),
                        combos.get(cell.dataElement() + "/" + cell.options()),
                        "",
                        "",
                        "district",
                        now,
                        now,
                        true));
        reports.get(slice(cell)).remove(cell);
        deleted.add(cell);
    }

    /** In so many reports some counts get another value, some go, some that had gone come back. */
    void change(int reportsToChange) throws IOException {
        for (int i = 0; i < reportsToChange; i++) {
            Slice slice = slices.get(random.nextInt(slices.size()));
            for (String element : Expected.COUNTED) {
                Cell cell = new Cell(slice.orgUnit(), slice.period(), element, AGES.get(random.nextInt(AGES.size())));
                switch (random.nextInt(4)) {
                    case 0 -> {}
                    case 1 -> delete(cell);
                    default -> put(cell, Instant.now());
                }
            }
            remember(slice);
        }
    }

    /** Of what had gone, so much comes back: at the target, cells are filled that stood empty. */
    void comeBack(int most) throws IOException {
        for (Cell cell : deleted.stream().limit(most).toList()) {
            put(cell, Instant.now());
            remember(slice(cell));
        }
    }

    /** What feeds these cells of the target goes. @return those cells, as far as they are fed by what may go */
    Set<Cell> withdraw(Collection<Cell> targetCells) throws IOException {
        Set<Cell> gone = new TreeSet<>();
        for (Cell target : targetCells) {
            Slice slice = slice(target);
            for (Cell cell : List.copyOf(reports.get(slice).keySet())) {
                boolean feeds = Expected.COUNTED.contains(cell.dataElement())
                        && Expected.mapped(Map.of(cell, "1"), mapping).containsKey(target);
                if (feeds) {
                    delete(cell);
                    gone.add(target);
                }
            }
            remember(slice);
        }
        return gone;
    }

    /** From now on every report means something else at the repository. */
    void mappingChanged() throws IOException {
        for (Slice slice : slices) {
            remember(slice);
        }
    }

    private void remember(Slice slice) throws IOException {
        Map<Cell, String> now = Expected.mapped(reports.get(slice), mapping);
        Set<Cell> known = everFed.computeIfAbsent(slice, none -> new TreeSet<>());
        known.addAll(now.keySet());
        known.forEach(cell -> add(cell, now.getOrDefault(cell, GONE)));
    }

    private void add(Cell cell, String value) {
        List<String> values = history.computeIfAbsent(cell, c -> new ArrayList<>());
        if (values.isEmpty() || !values.get(values.size() - 1).equals(value)) {
            values.add(value);
        }
    }

    /** All that ever should have stood in each cell of the repository, the oldest first; nothing is the empty text. */
    Map<Cell, List<String>> history() {
        return history;
    }

    /** What should stand at the repository now: from an export, as anybody would see it. */
    Map<Cell, String> expected() throws IOException {
        return Expected.mapped(world.export("hmis").values("MAL_MONTHLY"), mapping);
    }
}
