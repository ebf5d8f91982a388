/**
 * One exchange, step by step: touched keys, closed chunks, the difference and the receipt; what all exchanges share, and those of
 * values. The beans that kamelets call. Exchanges of rows are in {@code table}, of objects in {@code object}.
 * Not here: SQL, the broker, HTTP of its own, or the name of any flow.
 */
@NullMarked
package org.pirogue.flow;

import org.jspecify.annotations.NullMarked;
