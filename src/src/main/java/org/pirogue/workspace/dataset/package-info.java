/**
 * Tables that a workspace keeps and shares: immutable versions in PostgreSQL, what is known of each, files of them, and who
 * may have which part. The one package outside the ledger that speaks SQL, and never of exchanges.
 * Not here: where rows come from, HTTP, or what a flow is.
 */
@NullMarked
package org.pirogue.workspace.dataset;

import org.jspecify.annotations.NullMarked;
