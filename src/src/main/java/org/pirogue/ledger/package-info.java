/**
 * What was read, what should stand at each target and what is known to stand there: runs, cursors, chunks, slices, objects,
 * kept case records, outbox, receipts and rejects, in PostgreSQL; the only package that speaks SQL for exchanges.
 * Not here: anything that reads a source, talks to a target or a queue, or decides what a value should be.
 */
@NullMarked
package org.pirogue.ledger;

import org.jspecify.annotations.NullMarked;
