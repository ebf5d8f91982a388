package org.pirogue.pressure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection is not used now.
 *
 * @param code P331 suspended, P332 circuit open, P333 outside its window, P334 the server asked to wait
 * @param text for a person, without a secret
 * @param until when it may be used again, null where nobody knows
 */
public record Closed(String code, String text, @Nullable Instant until) {}
