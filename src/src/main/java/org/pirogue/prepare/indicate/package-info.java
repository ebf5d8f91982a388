/**
 * Indicators calculated over the values of one slice, in DHIS2's indicator language.
 * Not here: what needs a server's metadata (constants, groups, reporting rates, other indicators), and other periods.
 */
@NullMarked
package org.pirogue.prepare.indicate;

import org.jspecify.annotations.NullMarked;
