package org.pirogue.flow;

import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;

/** A closed chunk that is due: what to read whole, and for which run. */
public record Chunk(Envelope envelope, Scope scope) {}
