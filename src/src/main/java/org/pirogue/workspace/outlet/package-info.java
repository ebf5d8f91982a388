/**
 * Where the new versions of a share are told, and that somebody was erased from them: topics and Kafka, with the rows; mail and
 * webhooks, without. What is to be told stands in an outbox of the database, and a relay tells it: in order for each outlet, at
 * least once, each event under an id of its own. Not here: the broker itself, and which rows a share gives.
 */
@NullMarked
package org.pirogue.workspace.outlet;

import org.jspecify.annotations.NullMarked;
