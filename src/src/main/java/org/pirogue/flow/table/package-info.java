/**
 * Exchanges whose goods are rows: tables from files, case lists and datasets, the steps between, files and datasets as targets,
 * and rows that become values of a data set.
 * Not here: what a file or a dataset is, and what the steps calculate.
 */
@NullMarked
package org.pirogue.flow.table;

import org.jspecify.annotations.NullMarked;
