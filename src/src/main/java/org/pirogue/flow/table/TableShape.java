package org.pirogue.flow.table;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.flow.Flow;
import org.pirogue.prepare.table.Anonymisation;
import org.pirogue.prepare.table.Join;
import org.pirogue.prepare.table.Scratch;

/** Which columns a flow of tables hands over, worked out from its files: its own steps are asked, with a table that has no rows. */
public final class TableShape {
    private static final Set<String> KEEP = Set.of("changed-rows-action");
    /** No row comes, so nothing is ever written there. */
    private static final Scratch.Place NOWHERE = () -> {
        throw new IllegalStateException("a table without rows needs no scratch");
    };

    private TableShape() {}

    /**
     * @param source columns that its source has
     * @return empty where a step is in the way of which that cannot be said
     * @throws org.pirogue.prepare.Problems where rules and columns do not go together
     */
    public static Optional<List<Column>> of(Flow flow, List<Column> source) {
        Envelope nobody = new Envelope(flow.name(), flow.workspace(), 0, 1, Envelope.Mode.SYNC);
        Table table = new Table(nobody, source, Collections.emptyIterator(), () -> {});
        for (Flow.Step step : flow.collect().subList(1, flow.collect().size())) {
            if (!TableRules.isStep(step.kamelet()) && !KEEP.contains(step.kamelet())) {
                return Optional.empty();
            }
            table = after(flow, step, table);
        }
        return Optional.of(table.columns());
    }

    private static Table after(Flow flow, Flow.Step step, Table table) {
        return switch (step.kamelet()) {
            case "join-action" -> {
                Join join = TableRules.join(flow, step.parameter("rules"));
                yield join.apply(table, TableRules.other(flow, join), NOWHERE);
            }
            case TableRules.ANONYMISE -> {
                Anonymisation rules = TableRules.anonymisation(flow, step.parameter("rules"));
                yield rules.apply(table, recipient -> "-", TableRules.units(flow, rules), NOWHERE);
            }
            default -> table;
        };
    }
}
