package org.pirogue.ledger.reject;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.SqlArray;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.DigestUtils;

/** Writes rejects, always inside the transaction of what they belong to. */
public final class RejectTable {
    /** As mappings say how many values a finding is about. */
    private static final Pattern COUNTED = Pattern.compile("\\(\\d+ values?\\)");

    private final JdbcTemplate jdbc;

    public RejectTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A reject with its number drawn, to be written at the end of the transaction. */
    public record Refused(long id, long run, Finding finding) {}

    /**
     * What was found again at the same place replaces what an earlier run found there; a slice is resolved by its scope.
     * What a person has dismissed stays so while the same is found again.
     *
     * @param settled whether a person has already set another value in place of what was found
     */
    public void addSource(long run, String flow, List<Finding> findings, Predicate<Finding> settled) {
        if (findings.isEmpty()) {
            return;
        }
        resolvePlaces(run, flow, findings);
        Map<String, Long> dismissed = dismissed(flow, findings);
        List<Refused> fresh = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        for (Finding finding : findings) {
            Long known = dismissed.get(identity(finding));
            if (known == null) {
                fresh.add(new Refused(0, run, finding));
            } else {
                again.add(known);
            }
        }
        countAgain(run, again);
        Map<Boolean, List<Refused>> byKept = fresh.stream()
                .collect(Collectors.partitioningBy(refused -> refused.finding().kept()));
        insert("warning", flow, byKept.get(true), settled);
        insert("source", flow, byKept.get(false), settled);
    }

    private void resolvePlaces(long run, String flow, List<Finding> findings) {
        List<Finding> ofPlaces =
                findings.stream().filter(finding -> finding.key() == null).toList();
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    update ledger.reject set state = 'resolved', changed_at = ledger.now()
                    where flow = ? and kind <> 'target' and state = 'open' and run < ? and place <> '' and place = any(?)""");
            statement.setString(1, flow);
            statement.setLong(2, run);
            statement.setArray(3, SqlArray.of(connection, "text", ofPlaces, f -> clean(f.place())));
            return statement;
        });
    }

    private Map<String, Long> dismissed(String flow, List<Finding> findings) {
        Map<String, Long> dismissed = new HashMap<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select identity, id from ledger.reject
                            where state = 'dismissed' and kind <> 'target' and flow = ? and identity = any(?)""");
                    statement.setString(1, flow);
                    statement.setArray(2, SqlArray.of(connection, "text", findings, RejectTable::identity));
                    return statement;
                },
                row -> {
                    dismissed.put(row.getString(1), row.getLong(2));
                });
        return dismissed;
    }

    /** The same finding again, however many values it is about this time. */
    private static String identity(Finding finding) {
        String text = finding.key() == null ? COUNTED.matcher(finding.text()).replaceAll("") : "";
        Object[] parts = {
            finding.code(), finding.key(), finding.cell(), finding.value(), clean(finding.place()), clean(text)
        };
        return DigestUtils.md5DigestAsHex(clean(Arrays.toString(parts)).getBytes(StandardCharsets.UTF_8));
    }

    /** What was dismissed and is not found any more has changed: should it come back, it is shown again. */
    public void resolveDismissed(long run, String flow, Scope scope) {
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    update ledger.reject r set state = 'resolved', changed_at = ledger.now()
                    where flow = ? and kind <> 'target' and state = 'dismissed' and run < ? and period = ? and org_unit = any(?)
                      and not exists (select 1 from ledger.reject_again a where a.reject = r.id and a.run = ?)""");
            statement.setString(1, flow);
            statement.setLong(2, run);
            statement.setString(3, scope.period());
            statement.setArray(
                    4, connection.createArrayOf("text", scope.orgUnits().toArray()));
            statement.setLong(5, run);
            return statement;
        });
    }

    /** The scope was read whole again: what earlier runs found in it is found again, or gone. */
    public void resolveSource(long run, String flow, Scope scope) {
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

    public void resolveSourceBefore(long run, String flow) {
        jdbc.update("""
                update ledger.reject set state = 'resolved', changed_at = ledger.now()
                where flow = ? and kind <> 'target' and state = 'open' and run < ?""", flow, run);
    }

    public void addTarget(String flow, List<Refused> refused) {
        insert("target", flow, refused, finding -> false);
    }

    /** Draws numbers for rejects that are written later in the transaction. */
    public List<Long> numbers(int count) {
        return count == 0
                ? List.of()
                : jdbc.queryForList(
                        "select nextval(pg_get_serial_sequence('ledger.reject', 'id')) from generate_series(1, ?)",
                        Long.class,
                        count);
    }

    public void resolve(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement =
                    connection.prepareStatement("update ledger.reject set state = 'resolved', changed_at = ledger.now()"
                            + " where state in ('open', 'dismissed') and id = any(?)");
            statement.setArray(1, SqlArray.of(connection, "bigint", ids, id -> id));
            return statement;
        });
    }

    /** Rejects of the flow that a person may still decide, in the order of their numbers. */
    public List<Reject> undecided(String flow, Collection<Long> ids) {
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select * from ledger.reject where flow = ? and state in ('open', 'dismissed') and id = any(?)
                            order by id""");
                    statement.setString(1, flow);
                    statement.setArray(2, SqlArray.of(connection, "bigint", ids, id -> id));
                    return statement;
                },
                Rejects::read);
    }

    public void decide(Collection<Long> ids, Reject.State state, String what, Decision decision) {
        jdbc.batchUpdate(
                "update ledger.reject set state = ?, changed_at = ledger.now() where id = ?",
                ids,
                1000,
                (statement, id) -> {
                    statement.setString(1, Rejects.sql(state));
                    statement.setLong(2, id);
                });
        jdbc.batchUpdate(
                "insert into ledger.reject_event (reject, what, who, reason) values (?, ?, ?, ?)",
                ids,
                1000,
                (statement, id) -> {
                    statement.setLong(1, id);
                    statement.setString(2, what);
                    statement.setString(3, decision.who());
                    statement.setString(4, decision.reason());
                });
    }

    public void countAgain(long run, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    insert into ledger.reject_again (run, reject)
                    select ?, id from ledger.reject where id = any(?) and run <> ? on conflict do nothing""");
            statement.setLong(1, run);
            statement.setArray(2, SqlArray.of(connection, "bigint", ids, id -> id));
            statement.setLong(3, run);
            return statement;
        });
    }

    private void insert(String kind, String flow, List<Refused> rows, Predicate<Finding> settled) {
        jdbc.batchUpdate("""
                insert into ledger.reject (id, run, flow, kind, code, data_set, org_unit, period, attribute_options,
                                           data_element, category_options, value, place, text, identity, state)
                values (coalesce(?, nextval(pg_get_serial_sequence('ledger.reject', 'id'))),
                        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", new ArrayList<>(rows), 1000, (statement, row) -> {
            bindWhat(statement, kind, flow, row);
            bindWhere(statement, row.finding());
            statement.setString(15, identity(row.finding()));
            statement.setString(16, settled.test(row.finding()) ? "resolved" : "open");
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
