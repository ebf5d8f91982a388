/**
 * Thresholds for counts of a series of periods: what was to be expected, and from which count on it is more than that. Plain
 * statistics with their sources. Not here: how a table becomes series, and who is told.
 */
@NullMarked
package org.pirogue.prepare.detect;

import org.jspecify.annotations.NullMarked;
