/**
 * Rows of a table summed up and judged: columns that are calculated, groups of rows, classes by a table of decisions, and
 * samples that are drawn by a seed. What people decide stands in files beside the flow. Not here: where rows come from and go to.
 */
@NullMarked
package org.pirogue.prepare.judge;

import org.jspecify.annotations.NullMarked;
