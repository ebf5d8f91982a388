package org.pirogue.prepare.judge;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table.Part;
import org.pirogue.prepare.table.Page;

/** Parts of a table of which each row is looked at by itself, and given in its order. */
final class EachRow implements Iterator<Part> {
    private final Iterator<Part> source;
    private final BiConsumer<Row, Page> step;
    private final Page page = new Page();

    /** @param step gives the row, changed or not, or says why it does not travel */
    EachRow(Iterator<Part> source, BiConsumer<Row, Page> step) {
        this.source = source;
        this.step = step;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasSomething() && source.hasNext()) {
            Part part = source.next();
            page.moved(part.tally());
            part.findings().forEach(page::finding);
            part.rows().forEach(row -> step.accept(row, page));
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
}
