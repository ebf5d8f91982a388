package org.pirogue.workspace.dataset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a dataset somebody may have, until when, and for what.
 *
 * @param given the version that it gives now; null before the first
 * @param version a version that was promised, and no other; null for the newest that may be given
 * @param live whether it is answered: not withdrawn, not expired, and its dataset published
 * @param role login role for SQL, where one was asked for
 * @param waiting why it does not give the newest version; null where nothing holds it back
 */
public record Share(
        long id,
        DatasetName dataset,
        Terms terms,
        @Nullable Long given,
        @Nullable Long version,
        Instant madeAt,
        String madeBy,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy,
        boolean live,
        @Nullable String role,
        @Nullable Waiting waiting) {

    /**
     * P755: with this version, persons would stand out against what the recipient was given before.
     *
     * @param groups how many groups of them
     * @param persons fewer than which a group must not have
     */
    public record Waiting(long version, long groups, int persons, Instant since) {}

    /** Whom it is given to. */
    public enum Kind {
        /** A workspace of this country: whoever may receive there. */
        WORKSPACE,
        /** An account of somebody else, which is a member of the dataset's workspace. */
        PARTNER
    }

    /**
     * What is asked for.
     *
     * @param unitColumn column of units; null where rows of all units are given
     * @param unitsBelow whether units below those that are named belong to it
     * @param periodColumn column of periods or days
     * @param from first of them, as the column writes it
     * @param to last of them, included
     */
    public record Terms(
            Kind kind,
            String recipient,
            List<String> columns,
            @Nullable String unitColumn,
            List<String> units,
            boolean unitsBelow,
            @Nullable String periodColumn,
            @Nullable String from,
            @Nullable String to,
            String purpose,
            @Nullable Instant expiresAt) {
        public Terms {
            columns = List.copyOf(columns);
            units = List.copyOf(units);
        }
    }
}
