/**
 * Where files come from and go to: a folder, a server. They are taken as copies, whole, and written whole or not at all. Not
 * here: what stands in them.
 */
@NullMarked
package org.pirogue.files;

import org.jspecify.annotations.NullMarked;
