/**
 * One country's deployment: its home, data directory, secrets, configuration, routes and kamelets, and what is wrong with them.
 * Not here: the exchanges themselves, the database and the broker.
 */
@NullMarked
package org.pirogue.country;

import org.jspecify.annotations.NullMarked;
