/**
 * What a country's YAML may say: it is code, and reaches neither beans nor classes, commands, hosts, files or other workspaces.
 * Not here: whether what it says makes sense as an exchange, which the package above checks.
 */
@NullMarked
package org.pirogue.country.lint;

import org.jspecify.annotations.NullMarked;
