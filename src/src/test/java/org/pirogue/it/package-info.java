/**
 * The whole application as a process of its own, between servers that answer as DHIS2 does. Not here: tests of one part.
 */
@NullMarked
package org.pirogue.it;

import org.jspecify.annotations.NullMarked;
