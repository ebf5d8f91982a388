package org.pirogue.sandbox.tracker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as an import payload gives it. Times are milliseconds or {@link Stamp#NEVER}. */
sealed interface Given {
    String uid();

    Kind kind();

    Ref orgUnit();

    /** What a payload says of a record's author's clock. */
    record ClientTimes(long createdAt, long updatedAt) {}

    /** A value; null to take it away. */
    record GivenValue(Ref id, @Nullable String value) {}

    record OfEntity(
            String uid,
            Ref type,
            Ref orgUnit,
            boolean inactive,
            boolean potentialDuplicate,
            ClientTimes client,
            List<GivenValue> attributes)
            implements Given {
        @Override
        public Kind kind() {
            return Kind.TRACKED_ENTITY;
        }
    }

    record OfEnrollment(
            String uid,
            @Nullable String trackedEntity,
            Ref program,
            Ref orgUnit,
            @Nullable String status,
            long enrolledAt,
            long occurredAt,
            long completedAt,
            boolean followUp,
            ClientTimes client,
            List<GivenValue> attributes)
            implements Given {
        @Override
        public Kind kind() {
            return Kind.ENROLLMENT;
        }
    }

    record OfEvent(
            String uid,
            @Nullable String enrollment,
            Ref program,
            Ref stage,
            Ref orgUnit,
            @Nullable String status,
            long occurredAt,
            long scheduledAt,
            long completedAt,
            boolean followUp,
            ClientTimes client,
            List<GivenValue> dataValues)
            implements Given {
        @Override
        public Kind kind() {
            return Kind.EVENT;
        }

        /** As DHIS2 prints it into the arguments of some errors. */
        @Override
        public String toString() {
            return "TrackerEvent(event=" + uid + ", status=" + status + ", program=" + program + ", programStage="
                    + stage + ", enrollment=" + enrollment + ", orgUnit=" + orgUnit + ")";
        }
    }
}
