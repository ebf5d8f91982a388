/**
 * Sample data of a country: reads a folder that describes its servers, fills sandboxes with it, the same for the same
 * seed, and makes the changes of a second day.
 * Not here: what a sandbox answers; any country.
 */
@NullMarked
package org.pirogue.sandbox.sample;

import org.jspecify.annotations.NullMarked;
