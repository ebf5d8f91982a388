/**
 * The rights of persons: where a person is, in all that a workspace keeps, who was given it, and how it goes. Not here: the tables
 * themselves, which belong to the ledger and to datasets, and the flows, which leave out who was erased.
 */
@NullMarked
package org.pirogue.persons;

import org.jspecify.annotations.NullMarked;
