package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.List;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;

/** A part that is being filled. */
public final class Page {
    private static final int ROWS = 1_000;

    private List<Row> rows = new ArrayList<>();
    private List<Finding> findings = new ArrayList<>();
    private Tally tally = Tally.NONE;

    public void row(Row row) {
        rows.add(row);
    }

    /** What became of records, beyond what was said before. */
    public void moved(Tally delta) {
        tally = tally.plus(delta);
    }

    public void finding(Finding finding) {
        findings.add(finding);
    }

    /** Something to be told of a row, or of the table, that takes nothing away by itself. */
    public void told(String code, String place, String text) {
        findings.add(new Finding(code, null, null, null, place, text, true));
    }

    /** Something for which a row does not travel. */
    public void refused(String code, String place, String text) {
        findings.add(new Finding(code, null, null, null, place, text));
    }

    public boolean isFull() {
        return rows.size() >= ROWS || findings.size() >= ROWS;
    }

    public boolean hasSomething() {
        return !rows.isEmpty() || !findings.isEmpty() || !tally.equals(Tally.NONE);
    }

    /** What is in it; then it is empty. */
    public Part taken() {
        Part part = new Part(rows, tally, findings);
        rows = new ArrayList<>();
        findings = new ArrayList<>();
        tally = Tally.NONE;
        return part;
    }
}
