/**
 * What a country runs, as a snapshot of its files with a digest, and how another takes its place while Pirogue runs.
 * Not here: what the files may say, which is the business of {@code country}; what a flow does.
 */
@NullMarked
package org.pirogue.country.deploy;

import org.jspecify.annotations.NullMarked;
