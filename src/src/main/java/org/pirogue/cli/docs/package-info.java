/**
 * READMEs written from definitions: kamelets and routes.
 * Not here: what people write beside them, which is left as it stands.
 */
@NullMarked
package org.pirogue.cli.docs;

import org.jspecify.annotations.NullMarked;
