/**
 * The application itself: what starts everything else.
 * Not here: anything that knows an exchange, a broker or a table.
 */
@NullMarked
package org.pirogue;

import org.jspecify.annotations.NullMarked;
