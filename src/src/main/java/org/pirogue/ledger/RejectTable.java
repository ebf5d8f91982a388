package org.pirogue.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes rejects, always inside the transaction of what they belong to. */
final class RejectTable {
    private final JdbcTemplate jdbc;

    RejectTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A reject with its number drawn, to be written at the end of the transaction. */
    record Refused(long id, long run, Finding finding) {}

    /** What was found again at the same place replaces what an earlier run found there; a slice is resolved by its scope. */
    void addSource(long run, String flow, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        List<Finding> ofPlaces =
                findings.stream().filter(finding -> finding.key() == null).toList();
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    update ledger.reject set state = 'resolved', changed_at = ledger.now()
                    where flow = ? and kind <> 'target' and state = 'open' and run < ? and place <> '' and place = any(?)""");
            statement.setString(1, flow);
            statement.setLong(2, run);
            statement.setArray(3, SliceTable.array(connection, "text", ofPlaces, f -> clean(f.place())));
            return statement;
        });
        Map<Boolean, List<Refused>> byKept = findings.stream()
                .map(f -> new Refused(0, run, f))
                .collect(Collectors.partitioningBy(refused -> refused.finding().kept()));
        insert("source", flow, byKept.get(false));
        insert("warning", flow, byKept.get(true));
    }

    /** The scope was read whole again: what earlier runs found in it is found again, or gone. */
    void resolveSource(long run, String flow, Scope scope) {
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    update ledger.reject set state = 'resolved', changed_at = ledger.now()
                    where flow = ? and kind <> 'target' and state = 'open' and run < ? and period = ? and org_unit = any(?)""");
            statement.setString(1, flow);
            statement.setLong(2, run);
            statement.setString(3, scope.period());
            statement.setArray(
                    4, connection.createArrayOf("text", scope.orgUnits().toArray()));
            return statement;
        });
    }

    void resolveSourceBefore(long run, String flow) {
        jdbc.update("""
                update ledger.reject set state = 'resolved', changed_at = ledger.now()
                where flow = ? and kind <> 'target' and state = 'open' and run < ?""", flow, run);
    }

    void addTarget(String flow, List<Refused> refused) {
        insert("target", flow, refused);
    }

    /** Draws numbers for rejects that are written later in the transaction. */
    List<Long> numbers(int count) {
        return count == 0
                ? List.of()
                : jdbc.queryForList(
                        "select nextval(pg_get_serial_sequence('ledger.reject', 'id')) from generate_series(1, ?)",
                        Long.class,
                        count);
    }

    void resolve(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(
                    "update ledger.reject set state = 'resolved', changed_at = ledger.now() where state = 'open' and id = any(?)");
            statement.setArray(1, SliceTable.array(connection, "bigint", ids, id -> id));
            return statement;
        });
    }

    void countAgain(long run, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    insert into ledger.reject_again (run, reject)
                    select ?, id from ledger.reject where id = any(?) and run <> ? on conflict do nothing""");
            statement.setLong(1, run);
            statement.setArray(2, SliceTable.array(connection, "bigint", ids, id -> id));
            statement.setLong(3, run);
            return statement;
        });
    }

    private void insert(String kind, String flow, List<Refused> rows) {
        jdbc.batchUpdate("""
                insert into ledger.reject (id, run, flow, kind, code, data_set, org_unit, period, attribute_options,
                                           data_element, category_options, value, place, text)
                values (coalesce(?, nextval(pg_get_serial_sequence('ledger.reject', 'id'))),
                        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", new ArrayList<>(rows), 1000, (statement, row) -> {
            bindWhat(statement, kind, flow, row);
            bindWhere(statement, row.finding());
        });
    }

    private static void bindWhat(PreparedStatement statement, String kind, String flow, Refused row)
            throws SQLException {
        if (row.id() == 0) {
            statement.setNull(1, Types.BIGINT);
        } else {
            statement.setLong(1, row.id());
        }
        statement.setLong(2, row.run());
        statement.setString(3, flow);
        statement.setString(4, kind);
        statement.setString(5, clean(row.finding().code()));
    }

    private static void bindWhere(PreparedStatement statement, Finding finding) throws SQLException {
        SliceKey key = finding.key();
        Cell cell = finding.cell();
        statement.setString(6, key == null ? null : clean(key.dataSet()));
        statement.setString(7, key == null ? null : clean(key.orgUnit()));
        statement.setString(8, key == null ? null : clean(key.period()));
        statement.setString(9, key == null ? null : clean(key.attributeOptions()));
        statement.setString(10, cell == null ? null : clean(cell.dataElement()));
        statement.setString(11, cell == null ? null : clean(cell.categoryOptions()));
        statement.setString(12, finding.value() == null ? null : clean(finding.value()));
        statement.setString(13, clean(finding.place()));
        statement.setString(14, clean(finding.text()));
    }

    /** PostgreSQL keeps no zero character, and a reject must not fail over what it reports. */
    private static String clean(@Nullable String text) {
        return text == null ? "" : text.replace('\0', '\uFFFD');
    }
}
