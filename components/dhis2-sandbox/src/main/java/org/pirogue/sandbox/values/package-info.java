/**
 * Aggregate data values and completeness: store, import and export.
 * Not here: tracker records.
 */
@NullMarked
package org.pirogue.sandbox.values;

import org.jspecify.annotations.NullMarked;
