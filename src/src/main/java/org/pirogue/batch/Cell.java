package org.pirogue.batch;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One cell of a slice: a data element and its category options, both as codes, never as UIDs: generated option
 * combos have another UID on every server.
 *
 * @param dataElement the data element's code (its UID where it has no code)
 * @param categoryOptions codes of the category options, sorted, joined by {@code ;}; empty for the default combo
 */
public record Cell(String dataElement, String categoryOptions) implements Comparable<Cell> {
    /**
     * Not a data element: that the report that the slice is was registered as complete, and the day on which it was, {@code
     * 2026-02-07}: by it DHIS2 counts what was reported on time. It goes the way of all cells through the ledger, and is
     * never posted as a value. A report that is not complete has no such cell.
     */
    public static final Cell COMPLETE = new Cell("@complete", "");

    /** @param options category options in any order, joined by {@code ;}; blank for the default combo */
    public static Cell of(String dataElement, String options) {
        return new Cell(dataElement, sorted(Arrays.asList(options.split(";"))));
    }

    /** The canonical form of a set of category options: sorted, joined by {@code ;}. */
    public static String sorted(Collection<String> options) {
        return options.stream()
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .sorted()
                .collect(Collectors.joining(";"));
    }

    @Override
    public int compareTo(Cell other) {
        // Compared for every value, several times: a comparator put together of lambdas takes much longer.
        int order = dataElement.compareTo(other.dataElement);
        return order != 0 ? order : categoryOptions.compareTo(other.categoryOptions);
    }

    /** As people write it: {@code MAL_CONF/AGE_LT5}, or {@code MAL_CONF} for the default combo. */
    @Override
    public String toString() {
        return categoryOptions.isEmpty() ? dataElement : dataElement + "/" + categoryOptions;
    }
}
