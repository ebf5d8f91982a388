/**
 * Metadata objects by type, the organisation unit tree, users and what they may do.
 * Not here: HTTP and data.
 */
@NullMarked
package org.pirogue.sandbox.metadata;

import org.jspecify.annotations.NullMarked;
