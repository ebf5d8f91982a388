package org.pirogue.workspace.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of one person in the versions that are kept: those with a value that the person goes by, in whatever column it stands. */
public final class PersonRows {
    private final JdbcTemplate jdbc;
    private final DatasetTable datasets;
    private final ShareTable shares;

    PersonRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.datasets = new DatasetTable(jdbc);
        this.shares = new ShareTable(jdbc);
    }

    public record Held(DatasetVersion version, long rows) {}

    /**
     * A share, living or not, whose part of those versions holds the person.
     *
     * @param known the values by which they were found, as they stand in columns and rows of this share: nothing that it does not give
     */
    public record Given(Share share, List<Long> versions, Set<String> known) {}

    /** @param names as {@code Alike} writes them */
    public List<Held> held(String workspace, Collection<String> names) {
        List<Held> held = new ArrayList<>();
        for (Dataset dataset : datasets.list(workspace)) {
            for (DatasetVersion version : datasets.versions(dataset.name(), "and dropped_at is null")) {
                Cut cut = cut(version, names);
                Long rows = jdbc.queryForObject(
                        "select count(*) from " + version.table() + " where " + cut.where(),
                        Long.class,
                        cut.values().toArray());
                if (rows != null && rows > 0) {
                    held.add(new Held(version, rows));
                }
            }
        }
        return held;
    }

    private Set<String> known(Share share, DatasetVersion version, Collection<String> names) {
        Cut cut = ShareFilter.cut(share, version, shares.units(share.id()));
        List<Object> values = new ArrayList<>(cut.values());
        values.add(names.toArray(new String[0]));
        Set<String> known = new TreeSet<>();
        compared(version).stream()
                .filter(column -> share.terms().columns().contains(column.name()))
                .forEach(column -> known.addAll(jdbc.queryForList(
                        "select distinct " + Identifiers.quoted(column.name()) + "::text from " + version.table()
                                + " where (" + cut.where() + ") and " + alike(column) + " = any(?)",
                        String.class,
                        values.toArray())));
        return known;
    }

    /** The person's rows of a version. */
    static Cut cut(DatasetVersion version, Collection<String> names) {
        List<Column> columns = compared(version);
        String where = columns.isEmpty()
                ? "false"
                : columns.stream().map(column -> alike(column) + " = any(?)").collect(Collectors.joining(" or "));
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(names.toArray(new String[0])));
        return new Cut("person", version.columns().stream().map(Column::name).toList(), "(" + where + ")", values);
    }

    private static List<Column> compared(DatasetVersion version) {
        return version.columns().stream()
                .filter(column -> column.type() == Column.Type.TEXT || column.type() == Column.Type.INTEGER)
                .toList();
    }

    private static String alike(Column column) {
        return "coalesce(lower(regexp_replace(normalize(" + Identifiers.quoted(column.name())
                + "::text, NFKC), '\\s', '', 'g')), '')";
    }

    /** Who was given, or could have asked for, a part of these versions that holds the person. */
    public List<Given> given(List<Held> held, Collection<String> names) {
        List<Given> given = new ArrayList<>();
        Set<DatasetName> of =
                held.stream().map(each -> each.version().dataset()).collect(Collectors.toSet());
        for (DatasetName name : of) {
            for (Share share : shares.ofDataset(name)) {
                List<Held> inside = held.stream()
                        .filter(each -> each.version().dataset().equals(name) && isInside(share, each, names))
                        .toList();
                if (!inside.isEmpty()) {
                    Set<String> known = new TreeSet<>();
                    inside.forEach(each -> known.addAll(known(share, each.version(), names)));
                    given.add(new Given(
                            share,
                            inside.stream()
                                    .map(each -> each.version().version())
                                    .sorted()
                                    .toList(),
                            known));
                }
            }
        }
        return given;
    }

    private boolean isInside(Share share, Held held, Collection<String> names) {
        DatasetVersion version = held.version();
        // What it gave since: a share that follows the dataset gave each version up to the one that it gives now.
        Long newest = share.version() != null ? share.version() : share.given();
        boolean reached =
                newest != null && (share.version() != null ? version.version() == newest : version.version() <= newest);
        if (!reached || !ShareFilter.names(version).containsAll(share.terms().columns())) {
            return false;
        }
        Cut person = cut(version, names);
        Cut cut = ShareFilter.cut(share, version, shares.units(share.id()));
        List<Object> values = new ArrayList<>(person.values());
        values.addAll(cut.values());
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from " + version.table() + " where " + person.where() + " and (" + cut.where()
                        + "))",
                Boolean.class,
                values.toArray()));
    }
}
