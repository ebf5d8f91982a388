/**
 * Who may do what in which workspace: rights, roles, the accounts of people and the tokens of machines. Not here: who asks over
 * HTTP, and what the things are that they ask for.
 */
@NullMarked
package org.pirogue.workspace.access;

import org.jspecify.annotations.NullMarked;
