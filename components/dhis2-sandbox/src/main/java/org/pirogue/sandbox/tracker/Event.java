package org.pirogue.sandbox.tracker;

import java.util.List;

/**
 * An event of an enrollment.
 *
 * @param sequence its number on this server; 0 until it is kept
 * @param status {@code ACTIVE}, {@code COMPLETED}, {@code SCHEDULE}, {@code OVERDUE}, {@code SKIPPED}, {@code VISITED}
 * @param occurredAt milliseconds since 1970 or {@link Stamp#NEVER}, as {@code scheduledAt} and {@code completedAt}
 */
public record Event(
        String uid,
        long sequence,
        String programStage,
        String orgUnit,
        String status,
        long occurredAt,
        long scheduledAt,
        long completedAt,
        boolean followUp,
        Stamp stamp,
        List<Value> dataValues) {

    /** A completed event, for loading. */
    public static Event completed(
            String uid, String programStage, String orgUnit, long occurredAt, Stamp stamp, List<Value> dataValues) {
        return new Event(
                uid,
                0,
                programStage,
                orgUnit,
                "COMPLETED",
                occurredAt,
                Stamp.NEVER,
                stamp.createdAt(),
                false,
                stamp,
                dataValues);
    }

    Event withSequence(long number) {
        return new Event(
                uid,
                number,
                programStage,
                orgUnit,
                status,
                occurredAt,
                scheduledAt,
                completedAt,
                followUp,
                stamp,
                dataValues);
    }

    public Event withStamp(Stamp changed) {
        return new Event(
                uid,
                sequence,
                programStage,
                orgUnit,
                status,
                occurredAt,
                scheduledAt,
                completedAt,
                followUp,
                changed,
                dataValues);
    }

    public boolean deleted() {
        return stamp.deleted();
    }
}
