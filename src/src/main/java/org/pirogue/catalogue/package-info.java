/**
 * Templates and their versions: what a catalogue holds, where it holds it, and how a version gets into a home and out of it.
 * Not here: what a country's files may say (the country's lint) and how the command line tells about it.
 */
@NullMarked
package org.pirogue.catalogue;

import org.jspecify.annotations.NullMarked;
