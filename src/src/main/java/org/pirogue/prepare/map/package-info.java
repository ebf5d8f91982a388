/**
 * Codes of a source turned into codes of a target by the tables beside a flow, and which slices feed which.
 * Not here: whether a target knows a code, and conversion from one period type to another.
 */
@NullMarked
package org.pirogue.prepare.map;

import org.jspecify.annotations.NullMarked;
