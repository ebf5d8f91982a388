/**
 * Aggregate values, slice by slice: what should stand, what is known to stand, the way to the target (hand over, claim, compare,
 * post, settle), and the pair of flows that carry the same cells in both directions. Pure rules (SliceState, Found, Latest) are
 * apart from SQL (SliceTable).
 * Not here: whole objects or rows, or HTTP.
 */
@NullMarked
package org.pirogue.ledger.value;

import org.jspecify.annotations.NullMarked;
