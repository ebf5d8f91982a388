package org.pirogue.camel.dhis2.bulk;

import java.io.Closeable;
import java.util.Iterator;

/**
 * A stream of data values that holds a connection while it is open, and one value in memory. Closes itself at the end and
 * at the first fault; close it when leaving it early.
 *
 * <p>{@code hasNext} and {@code next} throw {@link Dhis2Exception} when the answer breaks off or is not what it should be:
 * values given before that are true but not all.
 */
public interface DataValues extends Iterator<DataValue>, Closeable {

    /** Values given so far. */
    long count();

    @Override
    void close();
}
