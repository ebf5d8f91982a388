package org.pirogue.ledger.run;

import org.pirogue.batch.Scope;

/**
 * A planned closed chunk of a run.
 *
 * @param number from 1, in the order of planning
 */
public record Chunk(long run, int number, Scope scope) {}
