package org.pirogue.ledger.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.pirogue.batch.Row;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.Seal;
import org.pirogue.prepare.table.Scratch;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Rows in a table of their own, sealed with a key that is nowhere else than in memory; the database sorts them. */
final class ScratchTable implements Scratch {
    private static final int PAGE = 1_000;

    private final JdbcTemplate jdbc;
    private final String name;
    private final Seal seal = Seal.forgotten();
    private final Marks marks;
    private final RowText text = new RowText();
    private final List<Reading> readings = new ArrayList<>();
    private int heaps;
    private boolean closed;

    ScratchTable(JdbcTemplate jdbc, String name) {
        this.jdbc = jdbc;
        this.name = name;
        String key = UUID.randomUUID().toString() + UUID.randomUUID();
        this.marks = new Marks(() -> key);
        jdbc.update("insert into ledger.scratch (name) values (?)", name);
        jdbc.execute(
                "create unlogged table ledger." + name
                        + " (heap integer not null, number bigint not null, grp text collate \"C\" not null, content bytea not null)");
    }

    static void drop(JdbcTemplate jdbc, String name) {
        jdbc.execute("drop table if exists ledger." + name);
        jdbc.update("delete from ledger.scratch where name = ?", name);
    }

    @Override
    public Heap heap() {
        return new Rows(heaps++);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            List.copyOf(readings).forEach(Reading::close);
            drop(jdbc, name);
        }
    }

    private final class Rows implements Heap {
        private final int heap;
        private final List<Entry> unwritten = new ArrayList<>();
        private long number;

        Rows(int heap) {
            this.heap = heap;
        }

        @Override
        public void add(String key, Row row) {
            add(key, ++number, row);
        }

        @Override
        public void add(String key, long number, Row row) {
            unwritten.add(new Entry(marks.digest(key), number, row));
            if (unwritten.size() == PAGE) {
                write();
            }
        }

        private void write() {
            jdbc.update(connection -> {
                PreparedStatement statement = connection.prepareStatement(
                        "insert into ledger." + name + " select ?, * from unnest(?::bigint[], ?::text[], ?::bytea[])");
                statement.setInt(1, heap);
                statement.setArray(2, array(connection, "bigint", Entry::number));
                statement.setArray(3, array(connection, "text", Entry::group));
                byte[][] contents = unwritten.stream()
                        .map(each -> seal.close(text.of(each.row())))
                        .toArray(byte[][]::new);
                statement.setArray(4, connection.createArrayOf("bytea", contents));
                return statement;
            });
            unwritten.clear();
        }

        private java.sql.Array array(Connection connection, String type, java.util.function.Function<Entry, ?> field)
                throws SQLException {
            Object[] values = unwritten.stream().map(field).toArray();
            return connection.createArrayOf(type, values);
        }

        @Override
        public Iterator<Entry> grouped() {
            return reading("grp, number");
        }

        @Override
        public Iterator<Entry> inOrder() {
            return reading("number");
        }

        private Reading reading(String order) {
            if (!unwritten.isEmpty()) {
                write();
            }
            Reading reading = new Reading(
                    "select grp, number, content from ledger." + name + " where heap = " + heap + " order by " + order);
            readings.add(reading);
            return reading;
        }
    }

    /** Through a cursor of a connection of its own: the database sorts on disk, and gives a page at a time. */
    private final class Reading implements Iterator<Entry> {
        private final DataSource source = Objects.requireNonNull(jdbc.getDataSource());
        private final Connection connection;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private boolean more;

        Reading(String sql) {
            Connection opened = null;
            try {
                opened = source.getConnection();
                opened.setAutoCommit(false);
                connection = opened;
                statement = connection.prepareStatement(sql);
                statement.setFetchSize(PAGE);
                rows = statement.executeQuery();
                more = rows.next();
            } catch (SQLException e) {
                giveBack(opened);
                throw translated(e);
            }
            if (!more) {
                close();
            }
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public Entry next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            try {
                Entry entry = new Entry(rows.getString(1), rows.getLong(2), text.row(seal.open(rows.getBytes(3))));
                more = rows.next();
                if (!more) {
                    close();
                }
                return entry;
            } catch (SQLException e) {
                close();
                throw translated(e);
            }
        }

        void close() {
            more = false;
            readings.remove(this);
            JdbcUtils.closeResultSet(rows);
            JdbcUtils.closeStatement(statement);
            giveBack(connection);
        }

        private RuntimeException translated(SQLException e) {
            SQLExceptionTranslator translator = jdbc.getExceptionTranslator();
            RuntimeException translated = translator.translate("rows kept aside", null, e);
            return translated == null ? new IllegalStateException("rows kept aside cannot be read", e) : translated;
        }
    }

    private static void giveBack(@org.jspecify.annotations.Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException lost) {
                // The pool looks at what it is given back, and throws a broken one away.
                org.slf4j.LoggerFactory.getLogger(ScratchTable.class)
                        .debug("a connection was lost: {}", lost.getSQLState());
            }
            JdbcUtils.closeConnection(connection);
        }
    }
}
