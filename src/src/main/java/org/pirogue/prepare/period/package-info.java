/**
 * DHIS2's periods: their identifiers, their days, and which of them cover a range of days.
 * Not here: other calendars than the Gregorian, and whether a server accepts a period.
 */
@NullMarked
package org.pirogue.prepare.period;

import org.jspecify.annotations.NullMarked;
