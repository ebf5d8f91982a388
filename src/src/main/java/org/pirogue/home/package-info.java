/**
 * The folders, secrets and settings of one Pirogue on its machine, and the checks that it passes before it starts.
 * Not here: what a country's files say.
 */
@NullMarked
package org.pirogue.home;

import org.jspecify.annotations.NullMarked;
