/**
 * What the code says in English, in the language of who reads it: the English sentence is the key, as with gettext. The frames
 * that such sentences stand in, and what has no English sentence in the code, are message bundles elsewhere.
 */
@NullMarked
package org.pirogue.home.words;

import org.jspecify.annotations.NullMarked;
