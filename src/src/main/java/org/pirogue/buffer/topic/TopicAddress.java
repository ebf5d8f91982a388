package org.pirogue.buffer.topic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the events of one share are sent, below its workspace and its dataset: {@code topic.eoc.weekly-cases.share-7}. One share
 * has one recipient, and cuts columns and rows: so no two partners consume the same address.
 *
 * @param share number of the share
 */
public record TopicAddress(String workspace, String dataset, long share) {
    /** All topics lie below, and nothing else does. */
    public static final String PREFIX = "topic.";

    private static final String PLAIN = "[a-z][a-z0-9-]{0,39}";
    private static final Pattern TEXT =
            Pattern.compile("topic\\.(" + PLAIN + ")\\.(" + PLAIN + ")\\.share-([1-9][0-9]{0,17})");

    public TopicAddress {
        if (!workspace.matches(PLAIN) || !dataset.matches(PLAIN) || share < 1) {
            throw new IllegalArgumentException(
                    "P720 '" + workspace + "', '" + dataset + "', " + share + " make no address of a topic");
        }
    }

    /** Empty where the text is no address of a topic. */
    public static Optional<TopicAddress> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new TopicAddress(parts.group(1), parts.group(2), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /** As the broker and whoever consumes write it. */
    @Override
    public String toString() {
        return PREFIX + workspace + "." + dataset + ".share-" + share;
    }
}
