package org.pirogue.ledger.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Edit;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.conflict.Stands;

/** Which of two edits was the later one, as far as that can be said. Pure rules, no SQL. */
final class Latest {
    /** DHIS2 writes {@code 2026-11-22T12:02:19.218+0000}. A date without a zone may mean any hour. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private Latest() {}

    /**
     * @param ours when the source's value was typed, or cleared; null where nobody knows
     * @param goal the source's value; empty where it has none
     * @param clocks how far the clocks of both servers may be apart: edits nearer to each other than that are a tie; null
     *     where the clocks cannot be compared
     * @return {@code SOURCE} or {@code TARGET}, or {@code ASK}
     */
    static Policy of(@Nullable Edit ours, String goal, Stands theirs, @Nullable Duration clocks) {
        Optional<OffsetDateTime> here = ours == null ? Optional.empty() : time(ours.at());
        Optional<OffsetDateTime> there = time(theirs.lastUpdated());
        if (clocks == null || here.isEmpty() || there.isEmpty()) {
            return Policy.ASK;
        }
        Duration later = Duration.between(there.get(), here.get());
        if (later.abs().compareTo(clocks) <= 0) {
            return Policy.ASK;
        }
        boolean source = !later.isNegative();
        String winner = source ? goal : theirs.value();
        if (winner.equals(SliceState.DELETION)) {
            return Policy.ASK;
        }
        return source ? Policy.SOURCE : Policy.TARGET;
    }

    private static Optional<OffsetDateTime> time(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text, DATE));
        } catch (DateTimeException notATimeWithItsZone) {
            return Optional.empty();
        }
    }
}
