package org.pirogue.prepare.period;

/** A text that is not the identifier of a period, or of one of another type. */
public final class BadPeriod extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadPeriod(String id) {
        super("'" + id + "' is not a DHIS2 period, for instance 202501, 2025W1, 2025Q1, 2025");
    }

    BadPeriod(String id, PeriodType type) {
        super("'" + id + "' is not a " + type.dhis2Name() + " period of DHIS2");
    }
}
