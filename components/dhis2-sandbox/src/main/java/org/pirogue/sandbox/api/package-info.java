/**
 * Addresses of system, user, metadata, tasks and of the sandbox itself.
 * Not here: data values and tracker.
 */
@NullMarked
package org.pirogue.sandbox.api;

import org.jspecify.annotations.NullMarked;
