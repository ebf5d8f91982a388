/**
 * The durable buffer between collect and deliver: Artemis, its addresses, security and limits, and Camel's way to it;
 * for a country's own tests, queues in memory.
 * Not here: what the messages mean, and what partners have of the broker ({@code topic}).
 */
@NullMarked
package org.pirogue.buffer;

import org.jspecify.annotations.NullMarked;
