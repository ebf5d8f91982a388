/**
 * The initiatives of a country: their members, the connections and flows that each owns, and who may read what of whom.
 * Not here: what a connection says, and what a flow does with it.
 */
@NullMarked
package org.pirogue.workspace;

import org.jspecify.annotations.NullMarked;
