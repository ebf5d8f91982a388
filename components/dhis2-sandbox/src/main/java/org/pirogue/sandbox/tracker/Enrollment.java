package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An enrollment of a tracked entity in a program.
 *
 * @param sequence its number on this server; 0 until it is kept
 * @param status {@code ACTIVE}, {@code COMPLETED}, {@code CANCELLED}
 * @param enrolledAt milliseconds since 1970 or {@link Stamp#NEVER}, as {@code occurredAt} and {@code completedAt}
 */
public record Enrollment(
        String uid,
        long sequence,
        String program,
        String orgUnit,
        String status,
        long enrolledAt,
        long occurredAt,
        long completedAt,
        boolean followUp,
        Stamp stamp,
        List<Event> events) {

    /** An active enrollment, for loading. */
    public static Enrollment active(
            String uid, String program, String orgUnit, long enrolledAt, Stamp stamp, List<Event> events) {
        return new Enrollment(
                uid, 0, program, orgUnit, "ACTIVE", enrolledAt, enrolledAt, Stamp.NEVER, false, stamp, events);
    }

    Enrollment withSequence(long number) {
        return new Enrollment(
                uid, number, program, orgUnit, status, enrolledAt, occurredAt, completedAt, followUp, stamp, events);
    }

    public Enrollment withStamp(Stamp changed) {
        return new Enrollment(
                uid,
                sequence,
                program,
                orgUnit,
                status,
                enrolledAt,
                occurredAt,
                completedAt,
                followUp,
                changed,
                events);
    }

    Enrollment withEvents(List<Event> changed) {
        return new Enrollment(
                uid,
                sequence,
                program,
                orgUnit,
                status,
                enrolledAt,
                occurredAt,
                completedAt,
                followUp,
                stamp,
                List.copyOf(changed));
    }

    /** With this event in place of the one with the same uid, or added. */
    public Enrollment with(Event event) {
        List<Event> changed = new ArrayList<>(events);
        changed.removeIf(known -> known.uid().equals(event.uid()));
        changed.add(event);
        return withEvents(changed);
    }

    public Optional<Event> event(String wanted) {
        return events.stream().filter(event -> event.uid().equals(wanted)).findFirst();
    }

    public boolean deleted() {
        return stamp.deleted();
    }
}
