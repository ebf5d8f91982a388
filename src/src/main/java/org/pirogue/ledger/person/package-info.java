/**
 * What the ledger keeps of persons, whatever good it came with: kept case records to count from, traces of one person, erasures, and
 * the change of the key that closes them.
 * Not here: how a text is sealed ({@code column}).
 */
@NullMarked
package org.pirogue.ledger.person;

import org.jspecify.annotations.NullMarked;
