package org.pirogue.workspace.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A table that a workspace keeps.
 *
 * @param current its newest version, null before the first
 * @param keepLast how many versions are kept
 * @param keepDays and those that are younger than so many days
 */
public record Dataset(
        DatasetName name,
        State state,
        String title,
        String description,
        String owner,
        @Nullable Long current,
        int keepLast,
        int keepDays,
        Instant madeAt,
        Instant stateAt,
        String stateBy) {
    public enum State {
        /** For its own workspace. */
        DRAFT,
        PUBLISHED,
        /** No share of it is answered. */
        WITHDRAWN
    }
}
