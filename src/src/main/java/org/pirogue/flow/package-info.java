/**
 * One exchange, step by step: touched keys, closed chunks, the difference and the receipt. The beans that kamelets call.
 * Not here: SQL, the broker, HTTP of its own, or the name of any flow.
 */
@NullMarked
package org.pirogue.flow;

import org.jspecify.annotations.NullMarked;
