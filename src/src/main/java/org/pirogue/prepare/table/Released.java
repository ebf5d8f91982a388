package org.pirogue.prepare.table;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.pirogue.batch.Table.Part;

/** Parts of a table of which each row is treated by itself. */
final class Released implements Iterator<Part> {
    private final Iterator<Part> source;
    private final Release release;
    private final Page page = new Page();
    private boolean told;

    Released(Iterator<Part> source, Release release) {
        this.source = source;
        this.release = release;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasSomething() && source.hasNext()) {
            take(source.next());
        }
        if (!source.hasNext() && !told) {
            told = true;
            release.tell(page);
        }
        return page.hasSomething();
    }

    private void take(Part part) {
        page.moved(part.tally());
        part.findings().forEach(page::finding);
        part.rows().forEach(row -> page.row(release.released(row, 0)));
    }

    @Override
    public Part next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.taken();
    }
}
