package org.pirogue.ledger.person;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.column.SqlArray;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Window;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The case records that flows keep to count from, per enrollment and replaced whole, and the windows that a change has
 * touched. Touched windows stay until their slices are handed over: after a kill they are known nowhere else.
 */
public final class KeptCases {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RunBook runs;
    private final Marks marks;
    private final PersonSeal seal;

    public KeptCases(JdbcTemplate jdbc, TransactionTemplate transaction, RunBook runs, Marks marks, PersonSeal seal) {
        this.marks = marks;
        this.seal = seal;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.runs = runs;
    }

    private record Kept(KeptCase kept, String json, String digest) {
        String enrollment() {
            return kept.record().enrollment();
        }
    }

    /**
     * Keeps a page of records, each replacing what was kept of its enrollment, and counts them for the run, in one
     * transaction. Of an enrollment that stands twice the last one counts.
     *
     * @return the windows that this touched: those of each changed record before and after
     */
    public SortedSet<Window> replace(Run run, List<KeptCase> cases, Tally tally, List<Finding> findings) {
        Map<String, Kept> byEnrollment = new TreeMap<>();
        cases.forEach(kept -> byEnrollment.put(kept.record().enrollment(), packed(kept)));
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<String, String> digests = lock(run.flow(), byEnrollment.keySet());
            List<Kept> changed = byEnrollment.values().stream()
                    .filter(kept -> changes(kept, digests.get(kept.enrollment())))
                    .toList();
            SortedSet<Window> touched = new TreeSet<>(windowsOf(run.flow(), changed));
            changed.forEach(kept -> touched.addAll(kept.kept().windows()));
            write(run, changed);
            if (run.full()) {
                markSeen(run, byEnrollment.keySet());
            }
            touch(run.flow(), touched);
            runs.count(run.run(), tally, findings);
            return touched;
        }));
    }

    private static boolean changes(Kept kept, @Nullable String digest) {
        return kept.kept().record().deleted() ? digest != null : !kept.digest().equals(digest);
    }

    /**
     * After a full read that was whole: forgets the records that it did not show, and touches their windows. Finds what
     * was deleted at the source without a trace.
     */
    public SortedSet<Window> forgetUnseen(Run run) {
        return Objects.requireNonNull(transaction.execute(status -> {
            SortedSet<Window> touched = new TreeSet<>(
                    jdbc.query("""
                    select distinct w.period, w.org_unit from ledger.kept_case c
                    join ledger.kept_case_window w using (flow, enrollment) where c.flow = ? and c.run <> ?""", (row, i) -> new Window(row.getString(1), row.getString(2)), run.flow(), run.run()));
            jdbc.update("delete from ledger.kept_case where flow = ? and run <> ?", run.flow(), run.run());
            touch(run.flow(), touched);
            return touched;
        }));
    }

    /** Forgets everything kept for the flow; what was counted from it stays in the slices. */
    public void forget(String flow) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("delete from ledger.kept_case where flow = ?", flow);
            jdbc.update("delete from ledger.touched where flow = ?", flow);
        });
    }

    /** Every kept record that can count in this scope, whole, in the order of the enrollments. */
    public List<CaseRecord> cases(String flow, Scope scope) {
        List<CaseRecord> cases = new ArrayList<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select c.enrollment, c.record from ledger.kept_case c where c.flow = ? and c.enrollment in (
                                select enrollment from ledger.kept_case_window
                                where flow = ? and period = ? and org_unit = any(?)) order by c.enrollment""");
                    statement.setString(1, flow);
                    statement.setString(2, flow);
                    statement.setString(3, scope.period());
                    statement.setArray(
                            4, connection.createArrayOf("text", scope.orgUnits().toArray()));
                    return statement;
                },
                row -> {
                    cases.add(unpacked(flow, row.getString(1), row.getString(2)));
                });
        return cases;
    }

    /** Windows touched by kept records whose slices were not handed over since. */
    public SortedSet<Window> touched(String flow) {
        return windows("select period, org_unit from ledger.touched where flow = ?", flow);
    }

    /** Every window in which a kept record can count. */
    public SortedSet<Window> windows(String flow) {
        return windows("select distinct period, org_unit from ledger.kept_case_window where flow = ?", flow);
    }

    private SortedSet<Window> windows(String query, String flow) {
        return new TreeSet<>(jdbc.query(query, (row, i) -> new Window(row.getString(1), row.getString(2)), flow));
    }

    private Map<String, String> lock(String flow, Collection<String> enrollments) {
        Map<String, String> digests = new HashMap<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select enrollment, digest from ledger.kept_case where flow = ? and enrollment = any(?)
                            order by enrollment for update""");
                    statement.setString(1, flow);
                    statement.setArray(2, connection.createArrayOf("text", enrollments.toArray()));
                    return statement;
                },
                row -> {
                    digests.put(row.getString(1), row.getString(2));
                });
        return digests;
    }

    private List<Window> windowsOf(String flow, List<Kept> changed) {
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select distinct period, org_unit from ledger.kept_case_window
                            where flow = ? and enrollment = any(?)""");
                    statement.setString(1, flow);
                    statement.setArray(2, SqlArray.of(connection, "text", changed, Kept::enrollment));
                    return statement;
                },
                (row, i) -> new Window(row.getString(1), row.getString(2)));
    }

    private void write(Run run, List<Kept> changed) {
        jdbc.update(connection -> {
            PreparedStatement statement =
                    connection.prepareStatement("delete from ledger.kept_case where flow = ? and enrollment = any(?)");
            statement.setString(1, run.flow());
            statement.setArray(2, SqlArray.of(connection, "text", changed, Kept::enrollment));
            return statement;
        });
        List<Kept> kept =
                changed.stream().filter(it -> !it.kept().record().deleted()).toList();
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    insert into ledger.kept_case (flow, enrollment, record, digest, run)
                    select ?, n.*, ? from unnest(?::text[], ?::text[], ?::text[]) n""");
            statement.setString(1, run.flow());
            statement.setLong(2, run.run());
            statement.setArray(3, SqlArray.of(connection, "text", kept, Kept::enrollment));
            statement.setArray(4, SqlArray.of(connection, "text", kept, each -> sealed(run.flow(), each)));
            statement.setArray(5, SqlArray.of(connection, "text", kept, Kept::digest));
            return statement;
        });
        List<String[]> windows = kept.stream()
                .flatMap(it -> it.kept().windows().stream()
                        .map(window -> new String[] {window.period(), window.orgUnit(), it.enrollment()}))
                .toList();
        insert("ledger.kept_case_window (flow, period, org_unit, enrollment)", run.flow(), windows, 3);
    }

    private void touch(String flow, Set<Window> windows) {
        List<String[]> rows = windows.stream()
                .map(window -> new String[] {window.period(), window.orgUnit()})
                .toList();
        insert("ledger.touched (flow, period, org_unit)", flow, rows, 2);
    }

    private void insert(String table, String flow, List<String[]> rows, int columns) {
        if (rows.isEmpty()) {
            return;
        }
        String arrays = String.join(", ", java.util.Collections.nCopies(columns, "?::text[]"));
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(
                    "insert into " + table + " select ?, n.* from unnest(" + arrays + ") n on conflict do nothing");
            statement.setString(1, flow);
            for (int i = 0; i < columns; i++) {
                int column = i;
                statement.setArray(2 + i, SqlArray.of(connection, "text", rows, row -> row[column]));
            }
            return statement;
        });
    }

    private void markSeen(Run run, Collection<String> enrollments) {
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(
                    "update ledger.kept_case set run = ? where flow = ? and enrollment = any(?) and run <> ?");
            statement.setLong(1, run.run());
            statement.setString(2, run.flow());
            statement.setArray(3, connection.createArrayOf("text", enrollments.toArray()));
            statement.setLong(4, run.run());
            return statement;
        });
    }

    private Kept packed(KeptCase kept) {
        try {
            String json = JSON.writeValueAsString(kept.record());
            // Keyed: whoever reads the database must not be able to try a birthday out.
            return new Kept(kept, json, marks.digest(json + kept.windows()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a case record has no JSON form", e);
        }
    }

    private String sealed(String flow, Kept kept) {
        return seal.close(kept.json(), belongs(flow, kept.enrollment()));
    }

    /** What is authenticated with a record: it opens nowhere else. */
    static String belongs(String flow, String enrollment) {
        return "kept_case/" + flow + "/" + enrollment;
    }

    private CaseRecord unpacked(String flow, String enrollment, String sealed) {
        return unpacked(seal.open(sealed, belongs(flow, enrollment)));
    }

    static CaseRecord unpacked(String json) {
        try {
            return JSON.readValue(json, CaseRecord.class);
        } catch (JsonProcessingException damaged) {
            // Its message quotes the record.
            throw new IllegalStateException("a kept case record is damaged");
        }
    }
}
