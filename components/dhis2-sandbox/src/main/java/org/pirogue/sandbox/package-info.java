/**
 * A stand-in DHIS2 that answers as recordings of DHIS2 2.43.1 do: start, stop, options, command line.
 * Not here: what it answers.
 */
@NullMarked
package org.pirogue.sandbox;

import org.jspecify.annotations.NullMarked;
