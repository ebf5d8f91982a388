/**
 * The runs of all flows, whatever they carry: asked for, planned in chunks, counted, held, ended; how far each source was read, by
 * what files, and what a run would change. And what every message of a queue begins with.
 * Not here: what should stand at a target.
 */
@NullMarked
package org.pirogue.ledger.run;

import org.jspecify.annotations.NullMarked;
