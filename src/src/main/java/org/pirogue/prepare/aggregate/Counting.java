package org.pirogue.prepare.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.period.Period;

/** One batch being counted: rules of its period times organisation units of its scope. */
final class Counting {
    private final List<Rule> rules;
    private final Scope scope;
    private final LocalDate first;
    private final LocalDate last;
    private final Map<String, Counter[]> counters = new HashMap<>();

    Counting(List<Rule> rules, Scope scope, Period period) {
        this.rules =
                rules.stream().filter(rule -> rule.validity().holds(period)).toList();
        this.scope = scope;
        this.first = period.firstDay();
        this.last = period.lastDay();
        scope.orgUnits()
                .forEach(unit -> counters.put(
                        unit, this.rules.stream().map(Rule::counter).toArray(Counter[]::new)));
    }

    /** Slices with at least one value, in the order of their keys. */
    List<Slice> of(CaseBatch batch) {
        batch.cases().stream().filter(record -> !record.deleted()).forEach(this::count);
        List<Slice> slices = new ArrayList<>();
        for (String unit : scope.orgUnits()) {
            TreeMap<Cell, String> values = valuesOf(counters.get(unit));
            if (!values.isEmpty()) {
                slices.add(new Slice(new SliceKey("", unit, scope.period(), ""), values));
            }
        }
        return slices;
    }

    private void count(CaseRecord record) {
        Counter[] ofEnrollment = counters.get(record.orgUnit());
        EnrollmentRow enrollment = new EnrollmentRow(record);
        for (int i = 0; i < rules.size() && ofEnrollment != null; i++) {
            if (!rules.get(i).ofEvents()) {
                add(rules.get(i), enrollment, record, ofEnrollment[i]);
            }
        }
        for (CaseRecord.Event event : record.events()) {
            count(record, event);
        }
    }

    private void count(CaseRecord record, CaseRecord.Event event) {
        Counter[] ofEvent = counters.get(event.orgUnit());
        if (ofEvent == null) {
            return;
        }
        EventRow row = new EventRow(record, event);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).ofEvents() && rules.get(i).looksAt(event)) {
                add(rules.get(i), row, record, ofEvent[i]);
            }
        }
    }

    private void add(Rule rule, Row row, CaseRecord record, Counter counter) {
        LocalDate day = rule.dayOf(row);
        if (day == null || day.isBefore(first) || day.isAfter(last) || !rule.holds(row)) {
            return;
        }
        Term amount = rule.amount();
        counter.add(record.trackedEntity(), amount == null ? null : Term.number(amount.of(row)));
    }

    private TreeMap<Cell, String> valuesOf(Counter @Nullable [] ofUnit) {
        TreeMap<Cell, String> values = new TreeMap<>();
        for (int i = 0; ofUnit != null && i < ofUnit.length; i++) {
            String value = ofUnit[i].value();
            if (value != null || rules.get(i).stated()) {
                values.put(rules.get(i).cell(), value == null ? "0" : value);
            }
        }
        return values;
    }
}
