package org.pirogue.flow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.person.Erased;
import org.pirogue.ledger.person.Erasures;

/**
 * Leaves out who was erased, until that is lifted: of a table by whatever value names them, of cases by person, enrollment or an
 * attribute. They count as ignored, since somebody has decided so.
 */
public class WithoutErased {
    private final Erasures erasures;

    public WithoutErased(Erasures erasures) {
        this.erasures = erasures;
    }

    /** Who is not to come back into the workspace, as of now. */
    public Erased of(String workspace) {
        return erasures.of(workspace);
    }

    /** The table without their rows; asked part by part, so that who is erased meanwhile is left out, too. */
    public Table rowsOf(Table table) {
        Iterator<Table.Part> parts = table.parts();
        return table.changed(
                table.columns(),
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return parts.hasNext();
                    }

                    @Override
                    public Table.Part next() {
                        return left(parts.next(), of(table.envelope().workspace()));
                    }
                },
                () -> {});
    }

    private static Table.Part left(Table.Part part, Erased erased) {
        if (erased.isNobody()) {
            return part;
        }
        List<Row> left = new ArrayList<>(part.rows().size());
        part.rows().stream().filter(row -> !erased.anyOf(row.values().values())).forEach(left::add);
        long gone = part.rows().size() - left.size();
        return new Table.Part(left, part.tally().plus(new Tally(-gone, gone, 0, 0, 0, 0)), part.findings());
    }

    /** In the place of a record of somebody who was erased: that there is none. */
    static CaseRecord gone(CaseRecord record) {
        return new CaseRecord(
                record.trackedEntity(),
                record.enrollment(),
                record.orgUnit(),
                null,
                null,
                record.status(),
                true,
                java.util.Map.of(),
                List.of());
    }
}
