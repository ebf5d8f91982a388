package org.pirogue.workspace.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;

/**
 * What of a share's rows is new, other or gone against a version that its recipient has, in an order that is the same each time.
 * Rows are matched by the key of the dataset; only what the share gives is looked at, so that a change which the recipient does not
 * see is none, and a row that left the share is gone.
 */
public final class ShareChanges {
    private final DataSource source;

    ShareChanges(DataSource source) {
        this.source = source;
    }

    public enum Kind {
        ADDED,
        CHANGED,
        GONE
    }

    /** @param values by column, absent ones left out; of a row that is gone those of the key */
    public record Change(Kind kind, Map<String, String> values) {
        /** Its values may be a person's. */
        @Override
        public String toString() {
            return "Change[" + kind + "]";
        }
    }

    /** Changes as they come from the database; to be closed. */
    public interface Changes extends Iterator<Change>, AutoCloseable {
        @Override
        void close();
    }

    /** Columns that name a row for the recipient; none where the share does not give all of them. */
    public static List<String> key(Share share, DatasetVersion version) {
        return share.terms().columns().containsAll(version.key()) ? version.key() : List.of();
    }

    /** Whether the one can be laid beside the other: same key and types, and the rows are still there. */
    public static boolean comparable(DatasetVersion before, Shares.Given now) {
        List<String> key = key(now.share(), now.version());
        return before.droppedAt() == null
                && !key.isEmpty()
                && key.equals(before.key())
                && shape(before, now).equals(shape(now.version(), now));
    }

    private static List<String> shape(DatasetVersion version, Shares.Given given) {
        return Difference.shape(given.cut().of(version));
    }

    /**
     * @param before null: all rows are new
     * @throws DatasetProblem P744 where the rows of one of them were given up
     */
    public Changes between(@Nullable DatasetVersion before, Shares.Given now) {
        List<Column> columns = now.cut().of(now.version());
        try {
            return before == null
                    ? new Reading(
                            new Cursor(source, whole(now, columns), now.cut().values()), columns, List.of())
                    : compared(before, now, columns);
        } catch (SQLException e) {
            if (SqlStates.isGone(e)) {
                throw DatasetReader.gone(now.version());
            }
            throw Cursor.broken(e);
        }
    }

    private static String whole(Shares.Given now, List<Column> columns) {
        return "select false, true, " + list("n", columns) + " from " + part(now.version(), now.cut(), columns)
                + " n order by n." + Identifiers.ROW;
    }

    private Changes compared(DatasetVersion before, Shares.Given now, List<Column> columns) throws SQLException {
        List<String> key = key(now.share(), now.version());
        List<Object> values = new ArrayList<>(now.cut().values());
        values.addAll(now.cut().values());
        String same = key.stream()
                .map(column -> "coalesce(" + text("n", column) + ", '') = coalesce(" + text("o", column) + ", '')")
                .collect(Collectors.joining(" and "));
        String order = key.stream()
                .map(column -> "coalesce(" + text("n", column) + ", " + text("o", column) + ", '') collate \"C\"")
                .collect(Collectors.joining(", "));
        String sql = "select n." + Identifiers.ROW + " is null, o." + Identifiers.ROW + " is null, "
                + columns.stream()
                        .map(column -> key.contains(column.name()) ? either(column) : one("n", column))
                        .collect(Collectors.joining(", "))
                + " from " + part(now.version(), now.cut(), columns) + " n full join "
                + part(before, now.cut(), columns) + " o on " + same + " where n." + Identifiers.ROW
                + " is null or o." + Identifiers.ROW + " is null or (" + list("n", columns) + ") is distinct from ("
                + list("o", columns) + ") order by " + order;
        return new Reading(new Cursor(source, sql, values), columns, key);
    }

    private static String part(DatasetVersion version, Cut cut, List<Column> columns) {
        return "(select " + Identifiers.ROW + ", "
                + Identifiers.quoted(columns.stream().map(Column::name).toList()) + " from " + version.table()
                + " where " + cut.where() + ")";
    }

    private static String list(String alias, List<Column> columns) {
        return columns.stream().map(column -> one(alias, column)).collect(Collectors.joining(", "));
    }

    private static String one(String alias, Column column) {
        return alias + "." + Identifiers.quoted(column.name());
    }

    private static String either(Column column) {
        return "coalesce(" + one("n", column) + ", " + one("o", column) + ")";
    }

    private static String text(String alias, String column) {
        return alias + "." + Identifiers.quoted(column) + "::text";
    }

    /** One pass. */
    private static final class Reading implements Changes {
        private final Cursor cursor;
        private final List<Column> columns;
        private final List<String> key;

        Reading(Cursor cursor, List<Column> columns, List<String> key) {
            this.cursor = cursor;
            this.columns = columns;
            this.key = key;
        }

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public Change next() {
            if (!cursor.hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                Change change = change(cursor.row());
                cursor.next();
                return change;
            } catch (SQLException e) {
                throw Cursor.broken(e);
            }
        }

        private Change change(ResultSet row) throws SQLException {
            boolean gone = row.getBoolean(1);
            Map<String, String> values = new LinkedHashMap<>();
            for (int at = 0; at < columns.size(); at++) {
                String value = row.getString(at + 3);
                if (value != null && (!gone || key.contains(columns.get(at).name()))) {
                    values.put(columns.get(at).name(), DatasetReader.said(columns.get(at), value));
                }
            }
            return new Change(gone ? Kind.GONE : row.getBoolean(2) ? Kind.ADDED : Kind.CHANGED, values);
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
