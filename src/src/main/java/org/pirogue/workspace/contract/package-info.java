/**
 * What the recipients of a share can rely on, as documents that programs read: the JSON Schema of its events, and an AsyncAPI
 * document of where they come from.
 * Not here: who is told what, by which outlet.
 */
@NullMarked
package org.pirogue.workspace.contract;

import org.jspecify.annotations.NullMarked;
