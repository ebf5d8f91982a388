/**
 * Faults on request: which calls go wrong, and how.
 * Not here: errors that DHIS2 itself answers.
 */
@NullMarked
package org.pirogue.sandbox.fault;

import org.jspecify.annotations.NullMarked;
