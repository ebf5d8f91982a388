/**
 * A catalogue in an Apache NiFi Registry: the only package that knows its client.
 * Not here: what a template is.
 */
@NullMarked
package org.pirogue.catalogue.registry;

import org.jspecify.annotations.NullMarked;
