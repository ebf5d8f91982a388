/**
 * Values of shorter periods turned into values of longer ones.
 * Not here: which periods a source is asked for, and the cutting of a period into parts, which would be invention.
 */
@NullMarked
package org.pirogue.prepare.convert;

import org.jspecify.annotations.NullMarked;
