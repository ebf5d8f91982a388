/**
 * The subcommands of {@code ./pirogue}: they start Pirogue, talk to a running one over its REST interface, or check and try a country's
 * files.
 * Not here: anything that a running Pirogue does, and Spring, except where {@code run} starts it.
 */
@NullMarked
package org.pirogue.cli;

import org.jspecify.annotations.NullMarked;
