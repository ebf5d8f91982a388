/**
 * Who saw and did what, in a chain that shows each change to itself. Not here: who may do what.
 */
@NullMarked
package org.pirogue.workspace.audit;

import org.jspecify.annotations.NullMarked;
