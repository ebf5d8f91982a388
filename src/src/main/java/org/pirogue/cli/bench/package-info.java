/**
 * The benchmark: a country's aggregate exchange at size, beside a plain copy of the same values, with its memory.
 * Not here: how a sandbox answers, and how Pirogue is started and asked.
 */
@NullMarked
package org.pirogue.cli.bench;

import org.jspecify.annotations.NullMarked;
