package org.pirogue.prepare.aggregate;

import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;

/** What of a record exists for DHIS2's analytics. */
final class Present {
    private static final String SCHEDULE = "SCHEDULE";

    private Present() {}

    /** Whether the event stands in the analytics tables: SKIPPED and OVERDUE ones, and deleted ones, do not. */
    static boolean inAnalytics(CaseRecord.Event event) {
        return isCounted(event) || (!event.deleted() && event.status().equals(SCHEDULE));
    }

    /** Whether {@code V{event_count}} counts it. */
    static boolean isCounted(CaseRecord.Event event) {
        return !event.deleted()
                && (event.status().equals("COMPLETED") || event.status().equals("ACTIVE"));
    }

    /** The day on which it took place, or for which it is scheduled. */
    static @Nullable String dateOf(CaseRecord.Event event) {
        return Dates.day(event.status().equals(SCHEDULE) ? event.scheduledAt() : event.occurredAt());
    }

    /** DHIS2 takes the enrollment's day where no incident's was sent. */
    static @Nullable String incidentOf(CaseRecord record) {
        return Dates.day(record.occurredAt() == null ? record.enrolledAt() : record.occurredAt());
    }

    static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
