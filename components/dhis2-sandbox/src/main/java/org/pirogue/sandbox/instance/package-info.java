/**
 * What one stand-in server is: its name, version mode, metadata, users, clock, ids and progress messages.
 * Not here: HTTP, data values, tracker records.
 */
@NullMarked
package org.pirogue.sandbox.instance;

import org.jspecify.annotations.NullMarked;
