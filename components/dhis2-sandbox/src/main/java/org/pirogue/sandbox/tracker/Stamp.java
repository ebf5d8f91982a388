package org.pirogue.sandbox.tracker;

/**
 * When and by whom something was written.
 *
 * @param createdAt milliseconds since 1970, as all times here
 * @param createdAtClient {@link #NEVER} where the client gave none
 * @param createdBy a username
 * @param deleted deleted records stay, as their ids cannot be used again
 */
public record Stamp(
        long createdAt,
        long updatedAt,
        long createdAtClient,
        long updatedAtClient,
        String createdBy,
        String updatedBy,
        boolean deleted) {
    /** Stands for a time that is not there. */
    public static final long NEVER = Long.MIN_VALUE;

    public static Stamp of(long createdAt, long updatedAt, String username) {
        return new Stamp(createdAt, updatedAt, NEVER, NEVER, username, username, false);
    }

    public Stamp updated(long at, String username) {
        return new Stamp(createdAt, at, createdAtClient, updatedAtClient, createdBy, username, deleted);
    }

    public Stamp deleted(long at, String username) {
        return new Stamp(createdAt, at, createdAtClient, updatedAtClient, createdBy, username, true);
    }

    Stamp client(long created, long updated) {
        return new Stamp(
                createdAt,
                updatedAt,
                created == NEVER ? createdAtClient : created,
                updated == NEVER ? updatedAtClient : updated,
                createdBy,
                updatedBy,
                deleted);
    }
}
