package org.pirogue.ledger.object;

import org.jspecify.annotations.Nullable;

/**
 * Why an object stands refused.
 *
 * @param reject number of the reject
 * @param blockedBy key of the parent that was refused, where that is the only reason
 */
record ObjectRefusal(
        String code, String text, long reject, @Nullable String blockedBy) {}
