/**
 * Files that people keep as a table, CSV and Excel: read as {@code columns.yaml} declares them, with everything that is wrong
 * in them. Not here: where files come from and go to.
 */
@NullMarked
package org.pirogue.prepare.file;

import org.jspecify.annotations.NullMarked;
