package org.pirogue.workspace;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Why a record has no acknowledgement. Kafka's own words name topics, addresses and users, so they stay here.
 *
 * @param refused whether the broker will never take this record; otherwise nobody knows, and it goes again
 */
public record KafkaFailure(boolean refused, String code, String text) {

    public static KafkaFailure of(String connection, Throwable thrown) {
        for (@Nullable Throwable cause = deepest(thrown); cause != null; cause = above(thrown, cause)) {
            KafkaFailure found = known(connection, cause);
            if (found != null) {
                return found;
            }
        }
        return new KafkaFailure(
                false,
                "P580",
                "connection '" + connection + "' did not acknowledge a record ("
                        + deepest(thrown).getClass().getSimpleName() + "): it is sent again");
    }

    private static @Nullable KafkaFailure known(String connection, Throwable cause) {
        String cluster = "connection '" + connection + "' ";
        if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
            return new KafkaFailure(true, "P581", "the record of this slice is larger than the cluster or topic takes");
        }
        if (cause instanceof TopicAuthorizationException) {
            return new KafkaFailure(true, "P582", "the connection's user may not write to this topic");
        }
        if (isRefusal(cause)) {
            return new KafkaFailure(
                    true,
                    "P583",
                    "the cluster refuses the record: " + cause.getClass().getSimpleName());
        }
        if (cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof InvalidConfigurationException) {
            return new KafkaFailure(false, "P579", cluster + "refused the sign-in: check its secret and certificates");
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new KafkaFailure(false, "P585", cluster + "has no such topic: make it, with cleanup.policy=compact");
        }
        if (cause instanceof ConfigException || cause instanceof TimeoutException) {
            return new KafkaFailure(
                    false, "P578", cluster + "does not answer in time: is the cluster up, and are its brokers right?");
        }
        return null;
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof InvalidRecordException
                || cause instanceof InvalidTopicException
                || cause instanceof InvalidTimestampException
                || cause instanceof PolicyViolationException
                || cause instanceof SerializationException
                || cause instanceof UnsupportedForMessageFormatException;
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static @Nullable Throwable above(Throwable thrown, Throwable cause) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each.getCause() == cause) {
                return each;
            }
        }
        return null;
    }
}
