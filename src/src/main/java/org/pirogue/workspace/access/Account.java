package org.pirogue.workspace.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who signs in here.
 *
 * @param password encoded
 * @param mustChange whether somebody else knows the password: it was made for them
 * @param locked whether too many wrong passwords were given, and the wait is not over
 * @param epoch grows when the password or a role is changed
 */
public record Account(
        String name,
        String password,
        boolean mustChange,
        boolean locked,
        @Nullable Instant lockedUntil,
        long epoch) {
    @Override
    public String toString() {
        return name;
    }
}
