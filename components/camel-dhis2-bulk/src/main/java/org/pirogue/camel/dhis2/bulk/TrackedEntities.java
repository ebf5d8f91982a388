package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.util.Iterator;

/**
 * Tracked entities, one page in memory. A record that moved between two pages while they were read may come twice (with
 * another {@code updatedAt}): keep the last.
 *
 * <p>{@code hasNext} and {@code next} throw {@link Dhis2Exception} when a page cannot be had.
 */
public interface TrackedEntities extends Iterator<ObjectNode>, Closeable {

    /** Entities given so far. */
    long count();

    @Override
    void close();
}
