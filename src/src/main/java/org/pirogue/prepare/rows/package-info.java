/**
 * Rows of a table become values of a data set, by rules that stand in a table themselves. Not here: where rows wait, and
 * which unit at the target a text stands for.
 */
@NullMarked
package org.pirogue.prepare.rows;

import org.jspecify.annotations.NullMarked;
