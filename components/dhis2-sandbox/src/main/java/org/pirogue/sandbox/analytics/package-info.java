/**
 * What {@code /api/analytics} answers, calculated from the values and registrations of the moment. Not in it: program
 * indicators, aggregation other than sums, filters.
 */
@NullMarked
package org.pirogue.sandbox.analytics;

import org.jspecify.annotations.NullMarked;
