/**
 * What a Pirogue under proof carries on its class path beside itself: places where it stands still until it is killed, and
 * ways to take its guards out. Asleep unless {@code pirogue.proof.folder} or {@code pirogue.proof.without} is set. Not here:
 * anything that runs in the test's own JVM.
 */
@NullMarked
package org.pirogue.it.hook;

import org.jspecify.annotations.NullMarked;
