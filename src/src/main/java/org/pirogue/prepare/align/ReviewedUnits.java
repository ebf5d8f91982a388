package org.pirogue.prepare.align;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.Validity;

/**
 * {@code org-units.csv} beside a flow: what people decided about organisation units. {@code -} as target leaves a unit out;
 * several sources of one target are merged. A row without {@code reviewed_by} is a proposal and counts for nothing.
 */
public final class ReviewedUnits {
    static final String IGNORED = "-";

    private static final Set<String> REQUIRED = Sheet.columns("source_org_unit", "target_org_unit", "reviewed_by");
    private static final Set<String> OPTIONAL = Sheet.columns("how", "score", "valid_from", "valid_to", "note");

    private final Map<String, List<Row>> rows = new HashMap<>();

    /** @param reviewed whether a person stands behind it */
    record Row(String source, String target, boolean reviewed, Validity validity, String at) {}

    private ReviewedUnits() {}

    /** Nobody decided anything. */
    public static ReviewedUnits none() {
        return new ReviewedUnits();
    }

    /**
     * @param file that need not be there
     * @throws Problems P21x as every table, P216 two rows for one source at one time, P533 a score that is none
     */
    public static ReviewedUnits read(Path file) {
        return Files.exists(file) ? of(Sheet.read(file, REQUIRED, OPTIONAL)) : none();
    }

    /** @param place what the reader reads, for messages */
    public static ReviewedUnits read(Reader reader, String place) {
        return of(Sheet.read(reader, place, REQUIRED, OPTIONAL));
    }

    private static ReviewedUnits of(Sheet sheet) {
        ReviewedUnits units = new ReviewedUnits();
        sheet.rows().forEach(units::add);
        sheet.refuseProblems();
        return units;
    }

    private void add(Sheet.Row row) {
        String source = row.code("source_org_unit");
        String score = row.text("score");
        if (!score.isEmpty() && Numbers.read(score).isEmpty()) {
            row.problem("P533", score, "score '" + score + "' is not a number", "write one from 0 to 1, or nothing");
        }
        Row read = new Row(
                source, row.code("target_org_unit"), !row.text("reviewed_by").isEmpty(), row.validity(), row.at());
        List<Row> others = rows.computeIfAbsent(source, any -> new ArrayList<>());
        others.stream()
                .filter(other ->
                        read.reviewed() && other.reviewed() && other.validity().overlaps(read.validity()))
                .findFirst()
                .ifPresent(other -> row.problem(
                        "P216",
                        source,
                        "'" + source + "' is decided at the same time in " + other.at(),
                        "end one line with valid_to before the other begins, or remove it"));
        others.add(read);
    }

    /** The source units that some row names, decided or not. */
    public SortedSet<String> sources() {
        return new TreeSet<>(rows.keySet());
    }

    /** Those that somebody decided about, for whatever time. */
    public SortedSet<String> decided() {
        return decisions().map(Row::source).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Changes when, and only when, what people decided does. */
    public String digest() {
        return Digest.of(decisions().map(row -> row.source() + "\t" + row.target() + "\t" + row.validity()));
    }

    /** The decision about a source unit in a period. */
    Optional<Row> decided(String source, Period period) {
        return rows.getOrDefault(source, List.of()).stream()
                .filter(row -> row.reviewed() && row.validity().holds(period))
                .findFirst();
    }

    /** Whether anybody decided about it, for whatever time: then no other way is tried. */
    boolean isDecided(String source) {
        return rows.getOrDefault(source, List.of()).stream().anyMatch(Row::reviewed);
    }

    boolean waits(String source) {
        return rows.containsKey(source) && !isDecided(source);
    }

    Stream<Row> decisions() {
        return rows.values().stream().flatMap(List::stream).filter(Row::reviewed);
    }
}
