package org.pirogue.ledger.conflict;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.SqlArray;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes conflicts, always inside the transaction of the slices that they belong to. */
public final class ConflictTable {
    /** Numbers are drawn so many at a time. */
    private static final int NUMBERS = 100;

    private final JdbcTemplate jdbc;
    private final Deque<Long> numbers = new ArrayDeque<>();

    public ConflictTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param keep null while a person is asked, else what the flow's policy decided */
    public record Raised(
            long id,
            long run,
            SliceKey key,
            Cell cell,
            String base,
            String ours,
            @Nullable Edit oursEdited,
            Stands theirs,
            @Nullable Policy keep) {

        /** Where nobody asks when ours was typed. */
        public Raised(
                long id,
                long run,
                SliceKey key,
                Cell cell,
                String base,
                String ours,
                Stands theirs,
                @Nullable Policy keep) {
            this(id, run, key, cell, base, ours, null, theirs, keep);
        }
    }

    public long number() {
        if (numbers.isEmpty()) {
            numbers.addAll(jdbc.queryForList(
                    "select nextval(pg_get_serial_sequence('ledger.conflict', 'id')) from generate_series(1, ?)",
                    Long.class,
                    NUMBERS));
        }
        return numbers.remove();
    }

    public void add(String flow, List<Raised> raised) {
        jdbc.batchUpdate("""
                insert into ledger.conflict (id, run, flow, state, data_set, org_unit, period, attribute_options,
                    data_element, category_options, base, ours, theirs, stored_by, theirs_at, keep, settled_by, ours_by, ours_at,
                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ledger.now())""", raised, 1000, (statement, each) -> {
            statement.setLong(1, each.id());
            statement.setLong(2, each.run());
            statement.setString(3, flow);
            statement.setString(4, each.keep() == null ? "open" : "settled");
            bindPlace(statement, each);
            bindSides(statement, each);
        });
    }

    private static void bindPlace(PreparedStatement statement, Raised each) throws SQLException {
        statement.setString(5, each.key().dataSet());
        statement.setString(6, each.key().orgUnit());
        statement.setString(7, each.key().period());
        statement.setString(8, each.key().attributeOptions());
        statement.setString(9, each.cell().dataElement());
        statement.setString(10, each.cell().categoryOptions());
    }

    private static void bindSides(PreparedStatement statement, Raised each) throws SQLException {
        statement.setString(11, orNull(each.base()));
        statement.setString(12, orNull(each.ours()));
        statement.setString(13, orNull(each.theirs().value()));
        statement.setString(14, each.theirs().storedBy());
        statement.setString(15, each.theirs().lastUpdated());
        statement.setString(16, each.keep() == null ? null : each.keep() == Policy.SOURCE ? "source" : "target");
        statement.setString(17, each.keep() == null ? null : "policy");
        Edit ours = each.oursEdited();
        statement.setString(18, ours == null ? null : ours.by());
        statement.setString(19, ours == null ? null : ours.at());
    }

    /** A deletion is no value. */
    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    /** One side changed again, or both are equal now: there is nothing left to ask. */
    public void gone(Collection<Long> conflicts) {
        if (conflicts.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(
                    "update ledger.conflict set state = 'gone', changed_at = ledger.now() where state = 'open' and id = any(?)");
            statement.setArray(1, SqlArray.of(connection, "bigint", conflicts, id -> id));
            return statement;
        });
    }
}
