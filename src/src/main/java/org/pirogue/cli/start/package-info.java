/**
 * What is made once for each build so that Pirogue starts sooner: an archive of its classes, and PostgreSQL's programs
 * unpacked. Run by {@code ./pirogue}, in processes of their own. Not here: anything that a start needs to be right.
 */
@NullMarked
package org.pirogue.cli.start;

import org.jspecify.annotations.NullMarked;
