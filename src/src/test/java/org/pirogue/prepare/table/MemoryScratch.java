package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.pirogue.batch.Row;

/** A scratch for small tables of tests. */
public final class MemoryScratch implements Scratch {
    private boolean closed;

    public boolean isClosed() {
        return closed;
    }

    @Override
    public Heap heap() {
        List<Entry> entries = new ArrayList<>();
        return new Heap() {
            @Override
            public void add(String key, Row row) {
                add(key, entries.size() + 1L, row);
            }

            @Override
            public void add(String key, long number, Row row) {
                // Not the order of the keys: nobody may rely on it.
                entries.add(new Entry(new StringBuilder(key).reverse().toString(), number, row));
            }

            @Override
            public Iterator<Entry> grouped() {
                return entries.stream()
                        .sorted(Comparator.comparing(Entry::group).thenComparing(Entry::number))
                        .iterator();
            }

            @Override
            public Iterator<Entry> inOrder() {
                return entries.stream()
                        .sorted(Comparator.comparing(Entry::number))
                        .iterator();
            }
        };
    }

    @Override
    public void close() {
        closed = true;
    }
}
