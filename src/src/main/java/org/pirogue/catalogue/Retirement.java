package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A version that is not offered any more; who uses it can read it still.
 *
 * @param replacedBy what to take instead: {@code name} or {@code name@version}
 * @param at an instant, ISO 8601
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retirement(String reason, @Nullable String replacedBy, String by, String at) {}
