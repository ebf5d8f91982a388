/**
 * Secrets of workspaces, encrypted in the database by a key that is not in it. Not here: what signs in with them.
 */
@NullMarked
package org.pirogue.workspace.secret;

import org.jspecify.annotations.NullMarked;
