/**
 * The durable buffer between collect and deliver: Artemis, its addresses, security and limits, and Camel's way to it.
 * Not here: what the messages mean.
 */
@NullMarked
package org.pirogue.buffer;

import org.jspecify.annotations.NullMarked;
