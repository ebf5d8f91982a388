/**
 * Organisation units and tracked entities, object by object and field by field, on the same way as values: hand over, claim,
 * compare, post, settle. Of persons, only marks stay. It knows {@code value}, whose standings, counts and outcomes are its own.
 * Not here: values, or how a target writes an object.
 */
@NullMarked
package org.pirogue.ledger.object;

import org.jspecify.annotations.NullMarked;
