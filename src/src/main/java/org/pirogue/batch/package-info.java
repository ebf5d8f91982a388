/**
 * What travels: envelopes, slices, cells, objects, case records and findings, and their JSON form on a queue.
 * Not here: anything that reads, changes or stores them.
 */
@NullMarked
package org.pirogue.batch;

import org.jspecify.annotations.NullMarked;
