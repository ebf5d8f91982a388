package org.pirogue.prepare.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression sees of one event or of one enrollment; null where a value is missing. */
interface Row {
    @Nullable
    String attribute(String code);

    @Nullable
    String element(String stage, String code);

    /** Every value of the element in the enrollment's events, in no order. */
    List<String> elements(String stage, String code);

    /** The day by which DHIS2 puts an event into a period: for a scheduled one, unlike {@code V{event_date}}, its plan. */
    @Nullable
    String eventDay();

    @Nullable
    String variable(Variable name);

    /** DHIS2's {@code V{…}} that a condition may use. */
    enum Variable {
        EVENT_DATE,
        SCHEDULED_DATE,
        ENROLLMENT_DATE,
        INCIDENT_DATE,
        EVENT_STATUS,
        ENROLLMENT_STATUS,
        PROGRAM_STAGE
    }
}
