/**
 * Tables, row by row and whole: without doubles, joined, without what names a person. Sorting and looking up go over a
 * file, so that memory does not grow with the table. Not here: where tables come from and go to.
 */
@NullMarked
package org.pirogue.prepare.table;

import org.jspecify.annotations.NullMarked;
