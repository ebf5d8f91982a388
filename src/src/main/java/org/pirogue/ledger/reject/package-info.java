/**
 * What could not be taken from a source, was refused by a target or could not be processed; what a person set in its place, and
 * what an unread value leaves standing.
 * Not here: how a decision sets slices or objects in motion again ({@code decision}).
 */
@NullMarked
package org.pirogue.ledger.reject;

import org.jspecify.annotations.NullMarked;
