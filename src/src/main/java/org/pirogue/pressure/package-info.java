/**
 * How hard each connection may be pressed: circuit breaker, limits, windows, suspension, and how many values one request
 * carries. Not here: what a call says, and how a message waits.
 */
@NullMarked
package org.pirogue.pressure;

import org.jspecify.annotations.NullMarked;
