/**
 * One country's files: its settings, routes and kamelets, read, checked and loaded. Everything wrong is said at once.
 * Not here: what a flow does when it runs.
 */
@NullMarked
package org.pirogue.country;

import org.jspecify.annotations.NullMarked;
