/**
 * Quality checks of values on their way, one class each, and what is done with what they find.
 * Not here: checks that need a server's metadata; other periods are known as far as the flow has handed them over.
 */
@NullMarked
package org.pirogue.prepare.check;

import org.jspecify.annotations.NullMarked;
