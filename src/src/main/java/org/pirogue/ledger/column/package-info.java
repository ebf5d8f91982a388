/**
 * How what the ledger keeps lies in the columns of its tables: packed as text, sealed, or known again only by a mark. The kinds of
 * objects stand here because a mark asks whether a kind is a person's.
 * Not here: any table.
 */
@NullMarked
package org.pirogue.ledger.column;

import org.jspecify.annotations.NullMarked;
