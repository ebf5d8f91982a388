package org.pirogue.sandbox.sample;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An organisation unit, the same on every server but for its UID.
 *
 * @param parent code of the parent; null for the country
 * @param facility whether it is one of the invented ones, which report
 * @param weight how much more it has to do than another
 * @param positivity share of tests that are positive
 */
record Unit(
        String code,
        String name,
        @Nullable String parent,
        boolean facility,
        LocalDate opened,
        @Nullable LocalDate closed,
        double weight,
        double positivity) {

    boolean isOpenOn(LocalDate day) {
        return !day.isBefore(opened) && (closed == null || !day.isAfter(closed));
    }
}
