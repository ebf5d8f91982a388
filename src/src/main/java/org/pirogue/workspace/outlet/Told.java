package org.pirogue.workspace.outlet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one outlet stands with one thing that it is to be told.
 *
 * @param kind topic, kafka, mail, webhook
 * @param state due, told, given-up, dropped
 */
public record Told(String kind, String state, @Nullable Instant at) {}
