/**
 * What persons decide, over all goods: rejects are cleared, corrected or dismissed, held runs approved or refused, conflicts settled.
 * Not here: what a decision moves inside one good: that stands with the good ({@code Redress}, {@code ObjectRedress}, {@code Restoring}).
 */
@NullMarked
package org.pirogue.ledger.decision;

import org.jspecify.annotations.NullMarked;
