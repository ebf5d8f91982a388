/**
 * Where the ledger's database comes from: a PostgreSQL of our own on this machine, or one that is configured.
 * Not here: tables and what is written into them.
 */
@NullMarked
package org.pirogue.ledger.postgres;

import org.jspecify.annotations.NullMarked;
