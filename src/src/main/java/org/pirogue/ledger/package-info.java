/**
 * What was read, what should stand at each target and what is known to stand there, in PostgreSQL; the only packages that speak
 * SQL for exchanges. By good: {@code value} (aggregate values, slice by slice), {@code object} (organisation units, persons),
 * {@code table} (rows). Under all three: {@code run}, {@code reject}, {@code conflict}, and {@code column}, how text lies in a
 * column. Over them: {@code decision}, what persons decide, and {@code person}, what is kept of persons. From below: column, reject,
 * run, conflict, value, then object and table, then person and decision; none knows one that comes after it.
 * Here: how the books are made, what goes when it was kept for long enough, and whether the database can be had.
 * Not here: anything that reads a source, talks to a target or a queue, or decides what a value should be.
 */
@NullMarked
package org.pirogue.ledger;

import org.jspecify.annotations.NullMarked;
