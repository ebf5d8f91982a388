/**
 * What somebody else wrote at a target, into a value or a field that a flow owns: conflicts, the policy that settles them, and what
 * is foreign.
 * Not here: how a person settles a conflict ({@code decision}), or when one is found ({@code value}, {@code object}).
 */
@NullMarked
package org.pirogue.ledger.conflict;

import org.jspecify.annotations.NullMarked;
