package org.pirogue.prepare.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;

/**
 * One enrollment with all its events: DHIS2's analytics of type ENROLLMENT. Each element takes its own latest value by
 * event date; of two on the same day the later in the record wins, since DHIS2 has no rule for it.
 */
record EnrollmentRow(CaseRecord record) implements Row {
    @Override
    public @Nullable String attribute(String code) {
        return Present.orNull(record.attributes().get(code));
    }

    @Override
    public @Nullable String element(String stage, String code) {
        String latest = null;
        String latestDate = "";
        for (CaseRecord.Event event : record.events()) {
            String value = valueOf(event, stage, code);
            String date = Present.dateOf(event);
            if (value != null && date != null && date.compareTo(latestDate) >= 0) {
                latest = value;
                latestDate = date;
            }
        }
        return latest;
    }

    @Override
    public List<String> elements(String stage, String code) {
        List<String> values = new ArrayList<>();
        for (CaseRecord.Event event : record.events()) {
            String value = valueOf(event, stage, code);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public @Nullable String eventDay() {
        return null;
    }

    @Override
    public @Nullable String variable(Variable name) {
        return switch (name) {
            case ENROLLMENT_DATE -> Dates.day(record.enrolledAt());
            case INCIDENT_DATE -> Present.incidentOf(record);
            case ENROLLMENT_STATUS -> record.status();
            case EVENT_DATE, SCHEDULED_DATE, EVENT_STATUS, PROGRAM_STAGE -> null;
        };
    }

    private static @Nullable String valueOf(CaseRecord.Event event, String stage, String code) {
        return event.programStage().equals(stage) && Present.inAnalytics(event)
                ? Present.orNull(event.values().get(code))
                : null;
    }
}
