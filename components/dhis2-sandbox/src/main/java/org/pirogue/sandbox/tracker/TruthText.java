package org.pirogue.sandbox.tracker;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A record in one line of the truth log: where, when, in which state and with which values. */
final class TruthText {
    private TruthText() {}

    static @Nullable String of(@Nullable Object record) {
        if (record instanceof TrackedEntity entity) {
            return entity.orgUnit() + " " + values(entity.attributes());
        }
        if (record instanceof Enrollment enrollment) {
            return enrollment.orgUnit() + " " + enrollment.program() + " " + enrollment.status() + " "
                    + time(enrollment.enrolledAt());
        }
        if (record instanceof Event event) {
            return event.orgUnit() + " " + event.programStage() + " " + event.status() + " " + time(event.occurredAt())
                    + " " + values(event.dataValues());
        }
        return null;
    }

    private static String time(long time) {
        return time == Stamp.NEVER ? "-" : Instant.ofEpochMilli(time).toString();
    }

    private static String values(List<Value> values) {
        TreeMap<String, String> sorted = new TreeMap<>();
        values.forEach(value -> sorted.put(value.id(), value.value()));
        return sorted.toString();
    }
}
