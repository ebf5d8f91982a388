/**
 * Exchanges whose goods are objects: organisation units, tracked entities, enrollments and events; read, compared with the ledger,
 * delivered, with a verdict for each.
 * Not here: values, rows, SQL, or HTTP of its own.
 */
@NullMarked
package org.pirogue.flow.object;

import org.jspecify.annotations.NullMarked;
