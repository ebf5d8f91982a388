package org.pirogue.prepare.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;

/** One event with its person's attributes: DHIS2's analytics of type EVENT. Values of other stages are missing. */
record EventRow(CaseRecord record, CaseRecord.Event event) implements Row {
    @Override
    public @Nullable String attribute(String code) {
        return Present.orNull(record.attributes().get(code));
    }

    @Override
    public @Nullable String element(String stage, String code) {
        return event.programStage().equals(stage)
                ? Present.orNull(event.values().get(code))
                : null;
    }

    @Override
    public List<String> elements(String stage, String code) {
        String value = element(stage, code);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public @Nullable String eventDay() {
        return Present.dateOf(event);
    }

    @Override
    public @Nullable String variable(Variable name) {
        return switch (name) {
            case EVENT_DATE -> Dates.day(event.occurredAt());
            case SCHEDULED_DATE -> Dates.day(event.scheduledAt());
            case EVENT_STATUS -> event.status();
            case PROGRAM_STAGE -> event.programStage();
            case ENROLLMENT_DATE -> Dates.day(record.enrolledAt());
            case INCIDENT_DATE -> Present.incidentOf(record);
            case ENROLLMENT_STATUS -> record.status();
        };
    }
}
