/**
 * Tracked entities, enrollments and events: how they are kept, judged on import and read.
 * Not here: HTTP itself, metadata and aggregate data values.
 */
@NullMarked
package org.pirogue.sandbox.tracker;

import org.jspecify.annotations.NullMarked;
