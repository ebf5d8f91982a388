package org.pirogue.flow.table;

import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.pirogue.batch.Table;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.home.Secrets;
import org.pirogue.prepare.judge.Calculation;
import org.pirogue.prepare.judge.Decisions;
import org.pirogue.prepare.judge.Draw;
import org.pirogue.prepare.judge.Grouping;
import org.pirogue.prepare.table.Anonymisation;
import org.pirogue.prepare.table.Deduplication;
import org.pirogue.prepare.table.Detection;
import org.pirogue.prepare.table.Join;
import org.pirogue.prepare.table.Keys;
import org.pirogue.prepare.table.Lookup;
import org.pirogue.prepare.table.Scratch;

/** Behind the kamelets that make another table of a table. What goes wrong before the first row closes the table. */
public class TableSteps {
    private final Flows flows;
    private final Scratch.Place scratch;
    private final Secrets secrets;
    private final DatasetTables datasets;
    private final Clock clock;

    /** @param clock decides what today is */
    public TableSteps(Flows flows, Scratch.Place scratch, Secrets secrets, DatasetTables datasets, Clock clock) {
        this.flows = flows;
        this.scratch = scratch;
        this.secrets = secrets;
        this.datasets = datasets;
        this.clock = clock;
    }

    /** @param file name of the rules, beside the flow */
    public Table deduplicate(String file, @Body Table table) {
        return orClosed(table, () -> Deduplication.read(flow(table).file(file)).apply(table, scratch));
    }

    /** @param file name of the rules, beside the flow */
    public Table join(String file, @Body Table table) {
        return orClosed(table, () -> {
            Flow flow = flow(table);
            Join join = TableRules.join(flow, file);
            Lookup other = join.dataset().isEmpty()
                    ? TableRules.other(flow, join)
                    : new DatasetLookup(
                            join, () -> datasets.of(join.connection(), join.dataset(), "", table.envelope()));
            return join.apply(table, other, scratch);
        });
    }

    /** @param file name of the rules, beside the flow */
    public Table detect(String file, @Body Table table) {
        return orClosed(table, () -> {
            Flow flow = flow(table);
            Detection rules = TableRules.detection(flow, file);
            return rules.apply(table, TableRules.units(flow, rules), scratch, LocalDate.now(clock));
        });
    }

    /** @param file name of the rules, beside the flow */
    public Table anonymise(String file, @Body Table table) {
        return orClosed(table, () -> {
            Flow flow = flow(table);
            Anonymisation rules = TableRules.anonymisation(flow, file);
            return rules.apply(table, keys(flow), TableRules.units(flow, rules), scratch);
        });
    }

    /** @param file name of the formulas, beside the flow */
    public Table calculate(String file, @Body Table table) {
        return orClosed(table, () -> Calculation.read(flow(table).file(file)).apply(table));
    }

    /** @param file name of the rules, beside the flow */
    public Table group(String file, @Body Table table) {
        return orClosed(table, () -> Grouping.read(flow(table).file(file)).apply(table, scratch));
    }

    /** @param file name of the table of decisions, beside the flow */
    public Table classify(String file, @Body Table table) {
        return orClosed(table, () -> Decisions.read(flow(table).file(file)).apply(table));
    }

    /** @param file name of the rules, beside the flow */
    public Table draw(String file, @Body Table table) {
        return orClosed(table, () -> Draw.read(flow(table).file(file)).apply(table, scratch));
    }

    /** One secret for each recipient of a workspace, made up when it is needed first, and kept with the other secrets. */
    private Keys keys(Flow flow) {
        return recipient -> secrets.of(pseudonyms(flow.workspace()) + recipient);
    }

    /** How the names of the secrets begin by which a workspace makes pseudonyms: the recipient follows. */
    public static String pseudonyms(String workspace) {
        return "pseudonyms." + workspace + ".";
    }

    private Flow flow(Table table) {
        return flows.of(table.envelope());
    }

    private static Table orClosed(Table table, Supplier<Table> step) {
        try {
            return step.get();
        } catch (RuntimeException wrong) {
            table.close();
            throw wrong;
        }
    }
}
