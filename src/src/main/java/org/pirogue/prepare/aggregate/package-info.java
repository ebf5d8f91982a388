/**
 * Case records counted into slices by the rows of {@code rules.csv}, and which slices a record can count in.
 * Not here: where records are kept, and DHIS2's own analytics, whose figures this must equal.
 */
@NullMarked
package org.pirogue.prepare.aggregate;

import org.jspecify.annotations.NullMarked;
