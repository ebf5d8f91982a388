package org.pirogue.prepare.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problems;

class SuppressionTest {
    private static final String HEADER = "group,data_element,category_options,role\n";
    /** Age by sex, with margins: every cell is in a row and in a column. */
    private static final String TABLE = HEADER
            + "f,C,F;U5,part\nf,C,F;O5,part\nf,C,F;O15,part\nf,C,F,total\n"
            + "m,C,M;U5,part\nm,C,M;O5,part\nm,C,M;O15,part\nm,C,M,total\n"
            + "u5,C,F;U5,part\nu5,C,M;U5,part\nu5,C,U5,total\n"
            + "o5,C,F;O5,part\no5,C,M;O5,part\no5,C,O5,total\n"
            + "o15,C,F;O15,part\no15,C,M;O15,part\no15,C,O15,total\n"
            + "all,C,F,part\nall,C,M,part\nall,C,,total\n"
            + "ages,C,U5,part\nages,C,O5,part\nages,C,O15,part\nages,C,,total\n";

    private static Suppression suppression(int threshold, String table) {
        return Suppression.of(threshold, new StringReader(table), "suppression.csv");
    }

    private static SliceBatch batch(Map<Cell, String> values) {
        return new SliceBatch(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC),
                new Scope("202601", new TreeSet<>(Set.of("A"))),
                List.of(new Slice(new SliceKey("", "A", "202601", ""), new TreeMap<>(values))),
                new Tally(values.size(), 0, 0, 0, 0, 0),
                List.of());
    }

    private static Map<Cell, String> shown(SliceBatch batch) {
        return batch.slices().isEmpty() ? Map.of() : batch.slices().get(0).values();
    }

    @Test
    void aSmallPartTakesAnotherWithItAndTheTotalStays() {
        SliceBatch given = batch(Map.of(
                Cell.of("C", "U5"), "3", Cell.of("C", "O5"), "20", Cell.of("C", "O15"), "70", Cell.of("C", ""), "93"));
        SliceBatch left = suppression(5, HEADER + "a,C,U5,part\na,C,O5,part\na,C,O15,part\na,C,,total\n")
                .apply(given);
        assertThat(shown(left)).containsOnlyKeys(Cell.of("C", "O15"), Cell.of("C", ""));
        assertThat(left.tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, 2));
        assertThat(left.findings()).isEmpty();
    }

    @Test
    void twoSmallPartsThatAddUpToASmallCountAreNotEnough() {
        SliceBatch left = suppression(5, HEADER + "a,C,U5,part\na,C,O5,part\na,C,O15,part\na,C,,total\n")
                .apply(batch(Map.of(
                        Cell.of("C", "U5"),
                        "1",
                        Cell.of("C", "O5"),
                        "2",
                        Cell.of("C", "O15"),
                        "70",
                        Cell.of("C", ""),
                        "73")));
        assertThat(shown(left)).containsOnlyKeys(Cell.of("C", ""));
    }

    @Test
    void whereOnlyZerosAreLeftTheTotalGoesToo() {
        SliceBatch left = suppression(5, HEADER + "a,C,U5,part\na,C,O5,part\na,C,,total\n")
                .apply(batch(Map.of(Cell.of("C", "U5"), "3", Cell.of("C", "O5"), "0", Cell.of("C", ""), "3")));
        assertThat(shown(left)).containsOnlyKeys(Cell.of("C", "O5"));
    }

    @Test
    void whatIsOpenStaysAndWhatIsInNoGroupIsSuppressedAlone() {
        SliceBatch left = suppression(5, HEADER + ",STOCK,,open\n")
                .apply(batch(Map.of(
                        Cell.of("STOCK", ""),
                        "2",
                        Cell.of("D", ""),
                        "2",
                        Cell.of("E", ""),
                        "5",
                        Cell.of("T", ""),
                        "text")));
        assertThat(shown(left)).containsOnlyKeys(Cell.of("STOCK", ""), Cell.of("E", ""), Cell.of("T", ""));
    }

    @Test
    void thatAReportIsCompleteIsNoCount() {
        SliceBatch left = suppression(5, HEADER).apply(batch(Map.of(Cell.COMPLETE, "true", Cell.of("D", ""), "1")));
        assertThat(shown(left)).containsOnlyKeys(Cell.COMPLETE);
    }

    @Test
    void refusesWhatIsNoGroup() {
        assertThatThrownBy(() -> suppression(1, HEADER + "a,C,U5,part\na,C,U5,part\nb,C,,sum\n"))
                .isInstanceOfSatisfying(Problems.class, problems -> assertThat(problems.all())
                        .extracting("code")
                        .containsOnly("P534")
                        .hasSize(4));
    }

    @Test
    void itsDigestChangesWithWhatItMeans() {
        assertThat(Set.of(
                        suppression(5, TABLE).digest(),
                        suppression(6, TABLE).digest(),
                        suppression(5, HEADER + ",C,F,open\n").digest(),
                        suppression(5, HEADER).digest()))
                .hasSize(4);
    }

    /** Held against the rank of the system, computed another way, over 300 random tables with both margins. */
    @Test
    void noSuppressedCellCanBeCalculatedFromWhatIsShown() {
        int tablesThatNeededMore = 0;
        for (long seed = 1; seed <= 300; seed++) {
            TreeMap<Cell, Integer> table = table(new Random(seed));
            Map<Cell, String> values = new TreeMap<>();
            table.forEach((cell, count) -> values.put(cell, String.valueOf(count)));
            Set<Cell> shown = new HashSet<>(
                    shown(suppression(5, TABLE).apply(batch(values))).keySet());
            Set<Cell> hidden = new TreeSet<>(table.keySet());
            hidden.removeAll(shown);
            for (Cell cell : hidden) {
                assertThat(isDetermined(cell, hidden))
                        .as("seed " + seed + " " + cell + " of " + hidden)
                        .isFalse();
            }
            Set<Cell> primary = new TreeSet<>(table.keySet());
            primary.removeIf(cell -> table.get(cell) == 0 || table.get(cell) >= 5);
            assertThat(hidden).as("seed " + seed).containsAll(primary);
            assertThat(primary.isEmpty()).as("nothing small, nothing hidden").isEqualTo(hidden.isEmpty());
            tablesThatNeededMore += primary.stream().anyMatch(cell -> isDetermined(cell, primary)) ? 1 : 0;
        }
        // Else the test could not fail.
        assertThat(tablesThatNeededMore).isGreaterThan(50);
    }

    private static TreeMap<Cell, Integer> table(Random random) {
        TreeMap<Cell, Integer> table = new TreeMap<>();
        for (String sex : List.of("F", "M")) {
            for (String age : List.of("U5", "O5", "O15")) {
                int count = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(60);
                table.put(Cell.of("C", sex + ";" + age), count);
                List.of(sex, age, "").forEach(margin -> table.merge(Cell.of("C", margin), count, Integer::sum));
            }
        }
        return table;
    }

    private static boolean isDetermined(Cell cell, Set<Cell> hidden) {
        List<Cell> columns = List.copyOf(hidden);
        List<double[]> rows = new ArrayList<>();
        Map<String, double[]> groups = new TreeMap<>();
        TABLE.lines().skip(1).map(line -> line.split(",", -1)).forEach(row -> {
            int column = columns.indexOf(Cell.of(row[1], row[2]));
            if (column >= 0) {
                groups.computeIfAbsent(row[0], any -> new double[columns.size()])[column] =
                        row[3].equals("total") ? -1 : 1;
            }
        });
        rows.addAll(groups.values());
        double[] alone = new double[columns.size()];
        alone[columns.indexOf(cell)] = 1;
        List<double[]> with = new ArrayList<>(rows);
        with.add(alone);
        return rank(with) == rank(rows);
    }

    private static int rank(List<double[]> given) {
        List<double[]> rows =
                new ArrayList<>(given.stream().map(double[]::clone).toList());
        int rank = 0;
        int columns = rows.isEmpty() ? 0 : rows.get(0).length;
        for (int column = 0; column < columns; column++) {
            int best = rank;
            for (int row = rank; row < rows.size(); row++) {
                best = Math.abs(rows.get(row)[column]) > Math.abs(rows.get(best)[column]) ? row : best;
            }
            if (rank == rows.size() || Math.abs(rows.get(best)[column]) < 1e-9) {
                continue;
            }
            java.util.Collections.swap(rows, rank, best);
            for (int row = rank + 1; row < rows.size(); row++) {
                double times = rows.get(row)[column] / rows.get(rank)[column];
                for (int i = 0; i < columns; i++) {
                    rows.get(row)[i] -= times * rows.get(rank)[i];
                }
            }
            rank++;
        }
        return rank;
    }
}
