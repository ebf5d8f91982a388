package org.pirogue.prepare.map;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.Validity;

/**
 * The tables {@code mapping.csv} and {@code org-units.csv} of a flow. A source cell becomes one target cell on a day or
 * is declared ignored ({@code -}); several source cells or units that become one are summed. Without a table of
 * organisation units both sides use the same codes. Periods stay as they are.
 */
public final class Mapping {
    private static final Set<String> CELL_COLUMNS = ordered("source_data_element", "target_data_element");
    private static final Set<String> CELL_OPTIONS =
            ordered("source_category_options", "target_category_options", "valid_from", "valid_to", "note");
    private static final Set<String> UNIT_COLUMNS = ordered("source_org_unit", "target_org_unit");
    private static final Set<String> UNIT_OPTIONS = ordered("valid_from", "valid_to", "note");

    private final String place;
    private final Lines<Cell> cells;
    private final @Nullable Lines<String> orgUnits;

    private Mapping(String place, Lines<Cell> cells, @Nullable Lines<String> orgUnits) {
        this.place = place;
        this.cells = cells;
        this.orgUnits = orgUnits;
    }

    /**
     * @param file {@code mapping.csv}; an {@code org-units.csv} beside it is read too
     * @throws Problems with everything that is wrong in both
     */
    public static Mapping read(Path file) {
        Path units = file.resolveSibling("org-units.csv");
        return of(
                Sheet.read(file, CELL_COLUMNS, CELL_OPTIONS),
                Files.exists(units) ? Sheet.read(units, UNIT_COLUMNS, UNIT_OPTIONS) : null);
    }

    /** Of a flow whose units another step aligns: an {@code org-units.csv} beside it is that step's. */
    public static Mapping readCells(Path file) {
        return of(Sheet.read(file, CELL_COLUMNS, CELL_OPTIONS), null);
    }

    /** @param place what the reader reads, for messages */
    public static Mapping read(Reader reader, String place) {
        return of(Sheet.read(reader, place, CELL_COLUMNS, CELL_OPTIONS), null);
    }

    /** As {@link #read(Reader, String)}, with a table of organisation units. */
    public static Mapping read(Reader reader, String place, Reader orgUnits, String orgUnitsPlace) {
        return of(
                Sheet.read(reader, place, CELL_COLUMNS, CELL_OPTIONS),
                Sheet.read(orgUnits, orgUnitsPlace, UNIT_COLUMNS, UNIT_OPTIONS));
    }

    /**
     * Source slices to target slices. The values in the slices count as used when they come (or are not yet counted at
     * all); afterwards each is used, ignored, unmapped, invalid or duplicate.
     *
     * <p>Findings: P201 unmapped cell and P207 unmapped organisation unit, once each with the number of values; P202 a
     * value that cannot be summed; P203 a cell that came twice with different values; P204 a slice outside the chunk.
     */
    public SliceBatch apply(SliceBatch source) {
        return new Mapped(this, source).batch();
    }

    /** The target slices that a source slice feeds: none or one; without a data set. */
    public Set<SliceKey> targetsOf(SliceKey source) {
        return targetUnit(source.orgUnit(), Period.parse(source.period()))
                .map(unit -> Set.of(new SliceKey("", unit, source.period(), source.attributeOptions())))
                .orElse(Set.of());
    }

    /** The source slices that feed a target unit in a period: without a data set and for the default attribute option. */
    public SortedSet<SliceKey> sourcesOf(String targetUnit, String period) {
        Stream<String> units = orgUnits == null
                ? Stream.of(targetUnit)
                : orgUnits.on(Period.parse(period))
                        .filter(line -> targetUnit.equals(line.target()))
                        .map(Lines.Line::source);
        return units.map(unit -> new SliceKey("", unit, period, "")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every target cell that the table names, in any period. */
    public SortedSet<Cell> claim() {
        return targets(cells.all());
    }

    /** The target cells that the table names in a period. */
    public SortedSet<Cell> claim(String period) {
        return targets(cells.on(Period.parse(period)));
    }

    /** The source cells that the table gives a target, in any period. */
    public SortedSet<Cell> sources() {
        return cells.all()
                .filter(line -> line.target() != null)
                .map(Lines.Line::source)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As {@link #sources}, and those that it declares ignored. */
    public SortedSet<Cell> known() {
        return cells.all().map(Lines.Line::source).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The source data elements that the table names, those that are declared ignored included. */
    public SortedSet<String> sourceDataElements() {
        return cells.all().map(line -> line.source().dataElement()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the table of units has a row for it; true where there is no table. */
    public boolean knowsOrgUnit(String source) {
        return orgUnits == null || orgUnits.knows(source);
    }

    /** Whether a row of the table of units says in this period what becomes of it; true where there is no table. */
    public boolean knowsOrgUnit(String source, Period period) {
        return unitLine(source, period).isPresent();
    }

    /** P207: what to say of a unit that no row speaks of. */
    public Finding stray(String source, Period period, long values) {
        String count = values == 1 ? "1 value" : values + " values";
        return new Finding("P207", null, null, null, place, Mapped.notThere(source, period.id(), count));
    }

    /** Whether there is a table of units. */
    public boolean hasOrgUnits() {
        return orgUnits != null;
    }

    /** Changes when, and only when, the tables mean something else. */
    public String digest() {
        Stream<String> units = orgUnits == null ? Stream.of() : orgUnits.all().map(Mapping::meaning);
        return Digest.of(Stream.concat(cells.all().map(Mapping::meaning), units));
    }

    /** Whether some line begins with this cell. */
    public boolean isSource(Cell source) {
        return cells.knows(source);
    }

    /** Every target of a source cell, in any period. */
    public SortedSet<Cell> targetsOf(Cell source) {
        return targets(cells.all().filter(line -> line.source().equals(source)));
    }

    /** Whether several source cells, or organisation units, become this target cell at one time. */
    public boolean sums(Cell target) {
        return (orgUnits != null && orgUnits.merges(null)) || cells.merges(target);
    }

    /** The target of a source cell that nothing else becomes in that period; empty where it is not one to one. */
    public Optional<Cell> onlyTarget(Cell source, String period) {
        return only(cells, source, Period.parse(period));
    }

    /** As {@link #onlyTarget}, of an organisation unit. */
    public Optional<String> onlyTargetUnit(String source, String period) {
        return orgUnits == null ? Optional.of(source) : only(orgUnits, source, Period.parse(period));
    }

    private static <T> Optional<T> only(Lines<T> lines, T source, Period period) {
        return lines.on(period, source)
                .map(Lines.Line::target)
                .filter(target -> lines.on(period)
                                .filter(line -> target.equals(line.target()))
                                .count()
                        == 1);
    }

    String place() {
        return place;
    }

    Optional<Lines.Line<Cell>> line(Cell source, Period period) {
        return cells.on(period, source);
    }

    boolean knows(Cell source) {
        return cells.knows(source);
    }

    /** Of a source unit: a line without target where it is declared ignored, empty where it is not known. */
    Optional<Lines.Line<String>> unitLine(String source, Period period) {
        return orgUnits == null
                ? Optional.of(new Lines.Line<>(source, source, Validity.ALWAYS, place))
                : orgUnits.on(period, source);
    }

    private Optional<String> targetUnit(String source, Period period) {
        return unitLine(source, period).map(Lines.Line::target);
    }

    private static Mapping of(Sheet sheet, @Nullable Sheet unitSheet) {
        Lines<Cell> cells = new Lines<>();
        sheet.rows().forEach(row -> cells.add(row, sourceCell(row), targetCell(row)));
        Lines<String> units = unitSheet == null ? null : new Lines<>();
        if (unitSheet != null && units != null) {
            unitSheet.rows().forEach(row -> addUnit(row, units));
        }
        List<Problem> problems = new ArrayList<>(sheet.problems());
        if (unitSheet != null) {
            problems.addAll(unitSheet.problems());
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return new Mapping(sheet.place(), cells, units);
    }

    private static Cell sourceCell(Sheet.Row row) {
        return Cell.of(row.dataElement("source_data_element"), row.text("source_category_options"));
    }

    private static @Nullable Cell targetCell(Sheet.Row row) {
        String dataElement = row.dataElement("target_data_element");
        return dataElement.equals(Lines.IGNORED) ? null : Cell.of(dataElement, row.text("target_category_options"));
    }

    private static void addUnit(Sheet.Row row, Lines<String> units) {
        String target = row.code("target_org_unit");
        units.add(row, row.code("source_org_unit"), target.equals(Lines.IGNORED) ? null : target);
    }

    private static SortedSet<Cell> targets(Stream<Lines.Line<Cell>> lines) {
        return lines.map(Lines.Line::target).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String meaning(Lines.Line<?> line) {
        return line.source() + "\t" + line.target() + "\t" + line.validity();
    }

    private static Set<String> ordered(String... columns) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(columns)));
    }
}
