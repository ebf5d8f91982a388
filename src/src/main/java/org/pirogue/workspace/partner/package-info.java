/**
 * Partners who consume topics, as the broker asks for them: by what token or certificate they come, where they may receive, and
 * what of them stands in the audit trail. Not here: the broker itself, and what the events say.
 */
@NullMarked
package org.pirogue.workspace.partner;

import org.jspecify.annotations.NullMarked;
