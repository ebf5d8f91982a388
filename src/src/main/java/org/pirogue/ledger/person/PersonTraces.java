package org.pirogue.ledger.person;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Row;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.column.Seal;
import org.pirogue.ledger.object.ObjectPacked;
import org.pirogue.ledger.object.ObjectRedress;
import org.pirogue.ledger.object.ObjectTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.table.RowJson;
import org.pirogue.ledger.table.TableVersion;
import org.pirogue.ledger.table.VersionTable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where the ledger of a workspace knows a person, and how that goes: kept case records, persons on their way to another server or
 * known there, rows of tables on their way. What is encrypted is opened record by record: it is asked for seldom.
 */
public final class PersonTraces {
    private static final ObjectKind PERSON = ObjectKind.TRACKED_ENTITY;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PersonSeal persons;
    private final Seal rows;
    private final Marks marks;

    public PersonTraces(
            JdbcTemplate jdbc, TransactionTemplate transaction, PersonSeal persons, Seal rows, Marks marks) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.persons = persons;
        this.rows = rows;
        this.marks = marks;
    }

    /** @param what case, object, row or known-row. @param key by which it is known; @param state of an object or row */
    public record Trace(String what, String flow, String key, String state) {}

    /** @param names all that the person was found to go by: uids of persons, enrollments and events */
    public record Found(List<Trace> traces, Set<String> names) {}

    /**
     * @param typed what the person goes by, as it was typed
     * @param same whether a value that is kept is the person's
     */
    public Found find(String workspace, Collection<String> typed, Predicate<String> same) {
        return find(flows(workspace), typed, same);
    }

    Found find(List<String> flows, Collection<String> typed, Predicate<String> same) {
        List<Trace> traces = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        flows.forEach(flow -> kept(flow, same, traces, names));
        // By then it is known which uid the person has at the source: whoever was found by a pseudonym is found at
        // other servers, too.
        for (String flow : flows) {
            objects(flow, typed, same, traces, names);
            onTheirWay(flow, same, traces);
            known(flow, typed, same, traces);
        }
        return new Found(traces, names);
    }

    private List<String> flows(String workspace) {
        return jdbc.queryForList(
                "select distinct flow from ledger.run where workspace = ? order by flow", String.class, workspace);
    }

    private void kept(String flow, Predicate<String> same, List<Trace> traces, Set<String> names) {
        jdbc.query(
                "select enrollment, record from ledger.kept_case where flow = ?",
                row -> {
                    String enrollment = row.getString(1);
                    CaseRecord record =
                            KeptCases.unpacked(persons.open(row.getString(2), KeptCases.belongs(flow, enrollment)));
                    if (isOf(record, same)) {
                        traces.add(new Trace("case", flow, enrollment, ""));
                        names.addAll(List.of(record.trackedEntity(), record.enrollment()));
                        record.events().forEach(event -> names.add(event.event()));
                    }
                },
                flow);
    }

    private static boolean isOf(CaseRecord record, Predicate<String> same) {
        return same.test(record.trackedEntity())
                || same.test(record.enrollment())
                || record.attributes().values().stream().anyMatch(same)
                || record.events().stream()
                        .anyMatch(event -> same.test(event.event())
                                || event.values().values().stream().anyMatch(same));
    }

    /** In flight by their values, at rest by the keyed digests of them. */
    private void objects(
            String flow, Collection<String> typed, Predicate<String> same, List<Trace> traces, Set<String> names) {
        jdbc.query(
                """
                select key, coalesce(uid, ''), content, desired, acknowledged, pending_since is not null from ledger.object
                where flow = ? and kind = ? and (wanted or acknowledged <> '{}' or attempted <> '{}')""",
                row -> {
                    String key = row.getString(1);
                    String sealed = row.getString(3);
                    boolean is = names.contains(key)
                            || same.test(key)
                            || same.test(row.getString(2))
                            || isOf(key, typed, row.getString(4))
                            || isOf(key, typed, row.getString(5))
                            || (sealed != null
                                    && ObjectPacked.values(persons.open(
                                                    sealed, ObjectTable.belongs(flow, PERSON.label(), key, "content")))
                                            .values()
                                            .stream()
                                            .anyMatch(same));
                    if (is) {
                        traces.add(new Trace("object", flow, key, row.getBoolean(6) ? "in-flight" : "at-target"));
                        names.add(key);
                    }
                },
                flow,
                PERSON.label());
    }

    private boolean isOf(String key, Collection<String> typed, String digests) {
        return ObjectPacked.values(digests).entrySet().stream().anyMatch(field -> typed.stream()
                .anyMatch(name -> marks.of(PERSON, key, field.getKey(), name).equals(field.getValue())));
    }

    private void onTheirWay(String flow, Predicate<String> same, List<Trace> traces) {
        jdbc.query(
                "select run, key, content from ledger.table_draft where flow = ?",
                row -> {
                    Row read = RowJson.row(rows.open(row.getBytes(3)));
                    if (read.values().values().stream().anyMatch(same)) {
                        traces.add(new Trace("row", flow, row.getString(2), Long.toString(row.getLong(1))));
                    }
                },
                flow);
    }

    /** Rows at a target: by their key alone, where that is the person's, or by the pseudonym that names them. */
    private void known(String flow, Collection<String> typed, Predicate<String> same, List<Trace> traces) {
        Set<String> keys = new TreeSet<>();
        typed.forEach(name -> keys.add(marks.digest(name + '\0')));
        jdbc.query(
                "select key, label from ledger.table_row where flow = ?",
                row -> {
                    if (keys.contains(row.getString(1)) || same.test(row.getString(2))) {
                        traces.add(new Trace("known-row", flow, row.getString(1), "at-target"));
                    }
                },
                flow);
    }

    /**
     * Takes away what was found: kept records, and their windows are counted again without them; what is known of persons at other
     * servers is deleted there, in flight or not; a version of a table that carries the person is not delivered, the next run makes
     * another. A row at a target goes with the next run, which does not read it.
     */
    public void erase(List<Trace> traces) {
        transaction.executeWithoutResult(
                status -> traces.stream().map(Trace::flow).distinct().sorted().forEach(flow -> {
                    eraseCases(flow, keys(traces, flow, "case"));
                    eraseObjects(flow, keys(traces, flow, "object"));
                    eraseRows(flow, keys(traces, flow, "row"));
                }));
    }

    private static List<String> keys(List<Trace> traces, String flow, String what) {
        return traces.stream()
                .filter(trace -> trace.flow().equals(flow) && trace.what().equals(what))
                .map(Trace::key)
                .toList();
    }

    private void eraseCases(String flow, List<String> enrollments) {
        enrollments.forEach(enrollment -> {
            jdbc.update("""
                    insert into ledger.touched (flow, period, org_unit)
                    select flow, period, org_unit from ledger.kept_case_window where flow = ? and enrollment = ?
                    on conflict do nothing""", flow, enrollment);
            jdbc.update("delete from ledger.kept_case where flow = ? and enrollment = ?", flow, enrollment);
        });
    }

    private void eraseObjects(String flow, List<String> keys) {
        if (!keys.isEmpty()) {
            new ObjectRedress(jdbc, persons).erase(flow, PERSON, keys);
        }
    }

    private void eraseRows(String flow, List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        VersionTable versions = new VersionTable(jdbc);
        Counts counts = new Counts();
        versions.open(flow).ifPresent(version -> {
            versions.supersede(version, TableVersion.State.SUPERSEDED, counts);
            jdbc.update("delete from ledger.table_draft where flow = ? and run = ?", flow, version.run());
        });
        // Of a run that reads at this moment: what it has read so far.
        keys.forEach(key -> jdbc.update("delete from ledger.table_draft where flow = ? and key = ?", flow, key));
        counts.write(jdbc);
    }
}
