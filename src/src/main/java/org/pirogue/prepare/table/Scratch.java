package org.pirogue.prepare.table;

import java.util.Iterator;
import org.pirogue.batch.Row;

/**
 * Rows kept aside by a step that must see a table whole. They lie on disk, so that memory does not grow with the table, are
 * unreadable there, since they may be about persons, and are gone when this is closed.
 */
public interface Scratch extends AutoCloseable {

    /** Where a step gets one. */
    interface Place {
        Scratch open();
    }

    /** Rows of one side or purpose, apart from those of other heaps. */
    interface Heap {
        /** @param key by which rows belong together */
        void add(String key, Row row);

        /** As {@link #add(String, Row)}, with a number of its own: so rows of another heap get back into its order. */
        void add(String key, long number, Row row);

        /**
         * All of them: those of one key together, in the order of their numbers; keys in an order that means nothing and
         * is the same for every heap of this scratch. May be asked for again; nothing is added meanwhile.
         */
        Iterator<Entry> grouped();

        /** All of them, in the order of their numbers. */
        Iterator<Entry> inOrder();
    }

    /**
     * @param group stands for the key, and is compared with those of other entries of the same scratch only
     * @param number 1 for the first that was added to its heap, unless it was given one
     */
    record Entry(String group, long number, Row row) {}

    /** A new heap, empty. */
    Heap heap();

    @Override
    void close();
}
