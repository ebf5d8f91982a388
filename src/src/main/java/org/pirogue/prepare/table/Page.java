package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.List;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;

/** A part that is being filled. */
final class Page {
    private static final int ROWS = 1_000;

    private List<Row> rows = new ArrayList<>();
    private List<Finding> findings = new ArrayList<>();
    private Tally tally = Tally.NONE;

    void row(Row row) {
        rows.add(row);
    }

    /** What became of records, beyond what was said before. */
    void moved(Tally delta) {
        tally = tally.plus(delta);
    }

    void finding(Finding finding) {
        findings.add(finding);
    }

    /** Something to be told of a row, or of the table, that takes nothing away by itself. */
    void told(String code, String place, String text) {
        findings.add(new Finding(code, null, null, null, place, text, true));
    }

    /** Something for which a row does not travel. */
    void refused(String code, String place, String text) {
        findings.add(new Finding(code, null, null, null, place, text));
    }

    boolean isFull() {
        return rows.size() >= ROWS || findings.size() >= ROWS;
    }

    boolean hasSomething() {
        return !rows.isEmpty() || !findings.isEmpty() || !tally.equals(Tally.NONE);
    }

    /** What is in it; then it is empty. */
    Part taken() {
        Part part = new Part(rows, tally, findings);
        rows = new ArrayList<>();
        findings = new ArrayList<>();
        tally = Tally.NONE;
        return part;
    }
}
