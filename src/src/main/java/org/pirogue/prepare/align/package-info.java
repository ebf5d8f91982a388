/**
 * Which organisation unit of one server is which of another, by identifiers and, inside a matched parent, by name.
 * Not here: reading units from servers; what a doubtful name means is decided by people, in {@code org-units.csv}.
 */
@NullMarked
package org.pirogue.prepare.align;

import org.jspecify.annotations.NullMarked;
