package org.pirogue.prepare.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table.Part;

/**
 * The parts that a step gives which may have to see all rows before it gives its first. What steps before it found goes by at
 * once, in parts without rows: memory grows with none of them.
 */
public final class Gathered implements Iterator<Part>, AutoCloseable {
    private final Iterator<Part> source;
    private final Scratch.Place place;
    private final Step step;
    private final Page page = new Page();
    private Iterator<Row> rows = Collections.emptyIterator();
    private @Nullable Scratch scratch;
    private boolean gathered;
    private boolean ended;

    /** What a step does, in this order. */
    public interface Step {
        /** Once, before the first row. */
        void begin(Scratch scratch, Page page);

        void take(Row row, Page page);

        /** Once, behind the last row. */
        void gathered(Page page);

        /** Gives a little; asked until it says that nothing is left. */
        boolean give(Page page);
    }

    public Gathered(Iterator<Part> source, Scratch.Place place, Step step) {
        this.source = source;
        this.place = place;
        this.step = step;
    }

    @Override
    public boolean hasNext() {
        if (!gathered) {
            gather();
        }
        while (gathered && !ended && !page.isFull()) {
            ended = !step.give(page);
        }
        if (ended) {
            close();
        }
        return page.hasSomething();
    }

    @Override
    public Part next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.taken();
    }

    /** Until something is to be told, or the source ends. */
    private void gather() {
        if (scratch == null) {
            scratch = place.open();
            step.begin(scratch, page);
        }
        while (!page.isFull() && (rows.hasNext() || source.hasNext())) {
            if (rows.hasNext()) {
                step.take(rows.next(), page);
            } else {
                Part part = source.next();
                page.moved(part.tally());
                part.findings().forEach(page::finding);
                rows = part.rows().iterator();
            }
        }
        if (!rows.hasNext() && !source.hasNext()) {
            step.gathered(page);
            gathered = true;
        }
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
        }
    }
}
