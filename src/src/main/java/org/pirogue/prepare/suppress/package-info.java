/**
 * Small counts taken out of what is passed on, with what would give them away.
 * Not here: k-anonymity of records, and what can be learnt by comparing two deliveries of one slice.
 */
@NullMarked
package org.pirogue.prepare.suppress;

import org.jspecify.annotations.NullMarked;
