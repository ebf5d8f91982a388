package org.pirogue.prepare.table;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.table.Scratch.Entry;

/** Entries group by group, with a look at the one that comes next. */
final class Groups {
    private final Iterator<Entry> entries;
    private @Nullable Entry next;

    Groups(Iterator<Entry> entries) {
        this.entries = entries;
        this.next = entries.hasNext() ? entries.next() : null;
    }

    boolean hasNext() {
        return next != null;
    }

    boolean isAt(String group) {
        return next != null && next.group().equals(group);
    }

    String group() {
        return peeked().group();
    }

    Entry next() {
        Entry entry = peeked();
        next = entries.hasNext() ? entries.next() : null;
        return entry;
    }

    private Entry peeked() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }
}
