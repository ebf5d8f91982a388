package org.pirogue.batch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One enrollment with its person's attributes and its events: what DHIS2 Tracker knows of one case, as far as the
 * flow's rules use it. Identifiers of metadata are codes (UIDs where there is no code); identifiers of records are UIDs.
 *
 * @param orgUnit where the person was enrolled
 * @param enrolledAt ISO date ({@code 2026-01-12}), null where absent
 * @param occurredAt ISO date of the incident, null where absent
 * @param status ACTIVE, COMPLETED or CANCELLED
 * @param deleted whether the enrollment or the person was deleted
 * @param attributes value by attribute
 */
public record CaseRecord(
        String trackedEntity,
        String enrollment,
        String orgUnit,
        @Nullable String enrolledAt,
        @Nullable String occurredAt,
        String status,
        boolean deleted,
        Map<String, String> attributes,
        List<Event> events) {
    public CaseRecord {
        attributes = Map.copyOf(attributes);
        events = List.copyOf(events);
    }

    /**
     * @param programStage code of the stage
     * @param status ACTIVE, COMPLETED, VISITED, SCHEDULE, OVERDUE or SKIPPED
     * @param occurredAt ISO date, null for events that are only scheduled
     * @param values value by data element
     */
    public record Event(
            String event,
            String programStage,
            String orgUnit,
            String status,
            @Nullable String occurredAt,
            @Nullable String scheduledAt,
            boolean deleted,
            Map<String, String> values) {
        public Event {
            values = Map.copyOf(values);
        }
    }
}
