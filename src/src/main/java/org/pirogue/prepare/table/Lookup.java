package org.pirogue.prepare.table;

import org.pirogue.batch.Table;

/** Where a join gets the table from that it looks into, whole and from its beginning each time. */
public interface Lookup {
    /** For people: the file's name. */
    String name();

    /** Rows that could not be read are findings of its parts. Whoever takes the table closes it. */
    Table open();
}
