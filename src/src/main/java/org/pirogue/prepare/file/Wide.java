package org.pirogue.prepare.file;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Months or weeks that stand side by side: each filled cell becomes a row of its own.
 *
 * @param period column that takes the period, as DHIS2 writes it
 * @param yearHeaders forms of the header that has the year where the headers of the periods have none; empty where they do
 * @param values which headers are periods, and which column takes what stands below
 */
record Wide(String period, List<String> yearHeaders, List<Value> values) {
    /** @param header matches the form of a header, with the groups that {@link PeriodWords} reads */
    record Value(String column, PeriodWords header) {}

    /** One column of the file. @param period null where the year stands in the row */
    record Found(String column, PeriodWords.Part period) {}

    Optional<Found> of(String header) {
        for (Value each : values) {
            Optional<PeriodWords.Part> part = each.header().read(header);
            if (part.isPresent()) {
                return Optional.of(new Found(each.column(), part.get()));
            }
        }
        return Optional.empty();
    }

    boolean takes(String column) {
        return column.equals(period)
                || values.stream().anyMatch(each -> each.column().equals(column));
    }

    boolean isYear(@Nullable String form) {
        return form != null && yearHeaders.contains(form);
    }
}
