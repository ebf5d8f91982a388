/**
 * What the steps that turn a source's batch into a target's share: problems found in a flow's files, and their tables.
 * Not here: Camel, SQL, HTTP, or anything that remembers a value between two batches.
 */
@NullMarked
package org.pirogue.prepare;

import org.jspecify.annotations.NullMarked;
