package org.pirogue.ledger.object;

import org.pirogue.ledger.conflict.Policy;

/**
 * On which terms a flow's objects are compared with the target.
 *
 * @param edited what becomes of a field that this flow wrote and somebody else changed
 * @param first what becomes of a field that this flow never wrote and in which another value stands
 * @param deleted what becomes of an object, or a part of it, that somebody deleted at the target
 */
public record ObjectTerms(Policy edited, Policy first, Policy deleted) {}
