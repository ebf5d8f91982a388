/**
 * What people and programs see of a running Pirogue: sign-in, REST, Hawtio and Jolokia, health and metrics.
 * Not here: what is shown, which the other packages own.
 */
@NullMarked
package org.pirogue.console;

import org.jspecify.annotations.NullMarked;
