/**
 * The ground truth: every write that was applied, for tests that compare.
 * Not here: anything that decides whether a write is applied.
 */
@NullMarked
package org.pirogue.sandbox.truth;

import org.jspecify.annotations.NullMarked;
