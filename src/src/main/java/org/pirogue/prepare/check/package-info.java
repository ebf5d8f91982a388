/**
 * Quality checks of values on their way, one class each, and what is done with what they find.
 * Not here: checks that need a server's metadata or an earlier period.
 */
@NullMarked
package org.pirogue.prepare.check;

import org.jspecify.annotations.NullMarked;
