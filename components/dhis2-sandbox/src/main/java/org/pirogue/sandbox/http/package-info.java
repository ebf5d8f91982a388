/**
 * One request: its route, its user, its parameters and its reply, with DHIS2's error bodies.
 * Not here: what any address answers.
 */
@NullMarked
package org.pirogue.sandbox.http;

import org.jspecify.annotations.NullMarked;
