package org.pirogue.prepare.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.period.Period;

/**
 * What one unit reported for one period: its rows come one by one, and give the slices when all are there. Rows count as used
 * when they come; afterwards each is used, invalid or duplicate.
 */
public final class Report {
    private final String orgUnit;
    private final String period;
    private final Set<String> personal;
    private final List<ValueRule> rules;
    private final List<Amount> amounts;
    private final List<Taken> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** What became of one row: it is used where a single cell used it. */
    static final class Taken {
        int used;
        boolean refused;
        boolean repeated;
    }

    /** @param personal columns whose values are told nowhere */
    public Report(ValueRules rules, String orgUnit, Period period, Set<String> personal) {
        this.orgUnit = orgUnit;
        this.period = period.id();
        this.personal = personal;
        this.rules = rules.in(period).stream().filter(rule -> !rule.leavesOut()).toList();
        this.amounts =
                this.rules.stream().map(rule -> Amount.of(rule.take().kind())).toList();
    }

    /** @param row for which at least one rule holds */
    public void add(Row row) {
        Taken taken = new Taken();
        rows.add(taken);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).holds(row)) {
                add(row, rules.get(i).take(), amounts.get(i), taken);
            }
        }
    }

    private static void add(Row row, Take take, Amount amount, Taken taken) {
        if (take.columns().isEmpty()) {
            amount.add(new Amount.Given(row.place(), "", "", taken));
        }
        take.columns().forEach(column -> amount.add(new Amount.Given(row.place(), column, row.value(column), taken)));
    }

    /**
     * Slices with at least one value, without a data set.
     *
     * @param sure whether every row of the report could be understood; where not, nothing is said to be 0
     */
    public List<Slice> slices(boolean sure) {
        TreeMap<SliceKey, TreeMap<Cell, String>> slices = new TreeMap<>();
        for (int i = 0; i < rules.size(); i++) {
            ValueRule rule = rules.get(i);
            SliceKey key = new SliceKey("", orgUnit, period, rule.attributeOptions());
            Amount amount = amounts.get(i);
            String value = amount.value(refused -> refuse(rule, key, refused));
            if (value == null && amount.isEmpty() && sure && rule.stated()) {
                value = "0";
            }
            if (value != null) {
                slices.computeIfAbsent(key, none -> new TreeMap<>()).put(rule.cell(), value);
            }
        }
        return slices.entrySet().stream()
                .map(slice -> new Slice(slice.getKey(), slice.getValue()))
                .toList();
    }

    private void refuse(ValueRule rule, SliceKey key, Amount.Refused refused) {
        String column = refused.given().column();
        boolean twice = refused.several() > 1;
        findings.add(new Finding(
                twice ? "P715" : "P714",
                key,
                rule.cell(),
                personal.contains(column) ? null : refused.given().value(),
                refused.given().place() + ":" + column,
                twice
                        ? refused.several() + " rows say different things of '" + rule.cell() + "' for " + orgUnit
                                + " in " + period + ": none of them is taken"
                        : "'" + column + "' is not a number: '" + rule.cell() + "' of " + orgUnit + " in " + period
                                + " is added up without it"));
    }

    /** How many were added. */
    public int rows() {
        return rows.size();
    }

    /** Once {@link #slices} was asked. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How far rows are not used after all, once {@link #slices} was asked. */
    public Tally moved() {
        long invalid = 0;
        long duplicate = 0;
        for (Taken row : rows) {
            if (row.used == 0 && row.refused) {
                invalid++;
            } else if (row.used == 0 && row.repeated) {
                duplicate++;
            }
        }
        return new Tally(-invalid - duplicate, 0, 0, invalid, duplicate, 0);
    }
}
