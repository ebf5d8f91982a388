/**
 * The REST interface of a running Pirogue as a client sees it: finding it, asking it, and the shapes of its answers.
 * Not here: what to do with an answer, and how it is shown.
 */
@NullMarked
package org.pirogue.cli.rest;

import org.jspecify.annotations.NullMarked;
