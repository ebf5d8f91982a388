/**
 * What partners from outside have of the broker: a topic for each share, the door that they come by, what their subscriptions are
 * like, that nothing leaves before it stands in the audit trail, and what becomes of a subscription that is full or too old.
 * Not here: the broker itself, its queues and its own users, and what the events say.
 */
@NullMarked
package org.pirogue.buffer.topic;

import org.jspecify.annotations.NullMarked;
