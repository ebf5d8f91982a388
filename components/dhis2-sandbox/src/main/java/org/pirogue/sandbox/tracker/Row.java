package org.pirogue.sandbox.tracker;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line of a list: what is listed, with what it hangs on. */
sealed interface Row {
    TrackedEntity entity();

    long sequence();

    Stamp stamp();

    /** The value of a property, attribute or data element to sort by; null where there is none. */
    @Nullable
    Comparable<?> property(String name);

    private static @Nullable Comparable<?> of(Stamp stamp, String name) {
        return switch (name) {
            case "createdAt" -> stamp.createdAt();
            case "updatedAt" -> stamp.updatedAt();
            case "createdAtClient" -> time(stamp.createdAtClient());
            case "updatedAtClient" -> time(stamp.updatedAtClient());
            case "deleted" -> stamp.deleted();
            default -> null;
        };
    }

    private static @Nullable Comparable<?> time(long time) {
        return time == Stamp.NEVER ? null : time;
    }

    private static @Nullable String value(List<Value> values, String id) {
        Optional<Value> found = Value.find(values, id);
        return found.map(Value::value).orElse(null);
    }

    record OfEntity(TrackedEntity entity) implements Row {
        @Override
        public long sequence() {
            return entity.sequence();
        }

        @Override
        public Stamp stamp() {
            return entity.stamp();
        }

        @Override
        public @Nullable Comparable<?> property(String name) {
            return switch (name) {
                case "trackedEntity" -> entity.uid();
                case "inactive" -> entity.inactive();
                case "enrolledAt" ->
                    entity.enrollments().stream()
                            .map(Enrollment::enrolledAt)
                            .max(Long::compare)
                            .orElse(null);
                case "createdAt", "updatedAt", "createdAtClient", "updatedAtClient" -> Row.of(stamp(), name);
                default -> value(entity.attributes(), name);
            };
        }
    }

    record OfEnrollment(TrackedEntity entity, Enrollment enrollment) implements Row {
        @Override
        public long sequence() {
            return enrollment.sequence();
        }

        @Override
        public Stamp stamp() {
            return enrollment.stamp();
        }

        @Override
        public @Nullable Comparable<?> property(String name) {
            return switch (name) {
                case "enrollment" -> enrollment.uid();
                case "enrolledAt" -> time(enrollment.enrolledAt());
                case "occurredAt" -> time(enrollment.occurredAt());
                case "completedAt" -> time(enrollment.completedAt());
                default -> Row.of(stamp(), name);
            };
        }
    }

    record OfEvent(TrackedEntity entity, Enrollment enrollment, Event event) implements Row {
        @Override
        public long sequence() {
            return event.sequence();
        }

        @Override
        public Stamp stamp() {
            return event.stamp();
        }

        @Override
        public @Nullable Comparable<?> property(String name) {
            return switch (name) {
                case "event" -> event.uid();
                case "enrollment" -> enrollment.uid();
                case "trackedEntity" -> entity.uid();
                case "program" -> enrollment.program();
                case "programStage" -> event.programStage();
                case "orgUnit" -> event.orgUnit();
                case "status" -> event.status();
                case "followUp" -> event.followUp();
                case "enrolledAt" -> time(enrollment.enrolledAt());
                case "occurredAt" -> time(event.occurredAt());
                case "scheduledAt" -> time(event.scheduledAt());
                case "completedAt" -> time(event.completedAt());
                case "createdAt", "updatedAt", "createdAtClient", "updatedAtClient", "deleted" -> Row.of(stamp(), name);
                default ->
                    Optional.ofNullable(value(event.dataValues(), name))
                            .orElseGet(() -> value(entity.attributes(), name));
            };
        }
    }
}
