package org.pirogue.flow;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.camel.dhis2.bulk.Registration;

/** What a flow does with the registrations that say that a report is complete: {@code completeness} of its source. */
enum Completeness {
    /** They are neither read nor written. */
    NONE,
    /** Carried; a report is registered once none of its values is refused, held back or in conflict. */
    SETTLED,
    /** Carried; a report is registered once its values were judged, refused ones or not. */
    ALWAYS,
    /** Nothing else travels: values are neither read nor written. */
    ONLY;

    private static final int DAY = "2026-02-07".length();
    private static final String UNDATED = "true";

    /** @throws FlowException P164 where the flow says something else */
    static Completeness of(Flow flow) {
        return named(flow.source().parameters().getOrDefault("completeness", "none"), flow.name());
    }

    /** As {@link #of}. */
    static Completeness named(String said, String flow) {
        for (Completeness each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(said)) {
                return each;
            }
        }
        throw new FlowException(
                "P164", "completeness of flow '" + flow + "' is '" + said + "': write none, settled, always or only");
    }

    /** The day of a registration, as {@link Cell#COMPLETE} carries it; some versions of DHIS2 tell the time, too. */
    static String day(Registration registration) {
        String date = registration.date();
        return date == null || date.length() < DAY ? UNDATED : date.substring(0, DAY);
    }

    /** What is sent for it; null lets the server say today. */
    static @Nullable String date(String day) {
        return day.equals(UNDATED) ? null : day;
    }

    boolean carried() {
        return this != NONE;
    }

    boolean withValues() {
        return this != ONLY;
    }

    /** What has to be looked at for these cells. */
    static Completeness of(Set<Cell> claim) {
        if (!claim.contains(Cell.COMPLETE)) {
            return NONE;
        }
        return claim.size() == 1 ? ONLY : ALWAYS;
    }
}
