package org.pirogue.workspace.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token as it may be shown: not what it is, only that it is there.
 *
 * @param owner whose rights it has at most; null: of a machine
 * @param workspaces names, or {@link Members#COUNTRY}
 */
public record Token(
        long id,
        String name,
        @Nullable String owner,
        Set<String> workspaces,
        Set<Right> rights,
        @Nullable String purpose,
        Instant expiresAt,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
