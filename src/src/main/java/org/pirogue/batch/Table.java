package org.pirogue.batch;

import java.util.Iterator;
import java.util.List;

/**
 * A table on its way, whole: its columns, and its rows part by part. A part is read when it is asked for, and once; a step
 * that changes a table gives another one, whose parts ask for those of the first. Whoever takes the last part closes it.
 */
public final class Table implements AutoCloseable {
    private final Envelope envelope;
    private final List<Column> columns;
    private final Iterator<Part> parts;
    private final Runnable closing;

    /** @param closing gives back what is open behind the parts; may be called more than once */
    public Table(Envelope envelope, List<Column> columns, Iterator<Part> parts, Runnable closing) {
        this.envelope = envelope;
        this.columns = List.copyOf(columns);
        this.parts = parts;
        this.closing = closing;
    }

    /**
     * Some rows in their order, about a thousand.
     *
     * @param tally what became of the records since the part before: a step that leaves a row out takes it from {@code used}
     * @param findings since the part before
     */
    public record Part(List<Row> rows, Tally tally, List<Finding> findings) {
        public Part {
            rows = List.copyOf(rows);
            findings = List.copyOf(findings);
        }
    }

    public Envelope envelope() {
        return envelope;
    }

    public List<Column> columns() {
        return columns;
    }

    public Iterator<Part> parts() {
        return parts;
    }

    /** The table that a step makes of this one. @param more closed before this one is */
    public Table changed(List<Column> columns, Iterator<Part> parts, Runnable more) {
        return new Table(envelope, columns, parts, () -> {
            try {
                more.run();
            } finally {
                close();
            }
        });
    }

    @Override
    public void close() {
        closing.run();
    }
}
