package org.pirogue.workspace.outlet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the new versions of one share are told.
 *
 * @param target of Kafka {@code CONNECTION/TOPIC}, of mail an address, of a webhook a URL; empty for a topic
 * @param secret of a webhook: name of the workspace's secret that signs
 * @param language of a mail: {@code en} or {@code fr}
 * @param opened whether the broker has its address
 * @param anew whether the next telling has all rows, since the recipient has none that it could be told against
 */
public record Outlet(
        long id,
        long share,
        Kind kind,
        String target,
        @Nullable String secret,
        String language,
        Audience audience,
        boolean opened,
        boolean anew,
        Instant madeAt,
        String madeBy) {

    public enum Kind {
        TOPIC,
        KAFKA,
        MAIL,
        WEBHOOK;

        /** Whether it carries rows. Others only say that there is a version. */
        public boolean hasRows() {
            return this == TOPIC || this == KAFKA;
        }
    }

    public enum Audience {
        RECIPIENT,
        /** Of the dataset: who is told what holds a share back. */
        OWNER
    }

    /**
     * What is asked for.
     *
     * @param kind as {@link Kind}, in small letters
     */
    public record Wish(
            @Nullable String kind,
            @Nullable String target,
            @Nullable String secret,
            @Nullable String language) {}
}
