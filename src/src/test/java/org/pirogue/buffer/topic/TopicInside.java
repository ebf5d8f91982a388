package org.pirogue.buffer.topic;

/** What tests of the whole broker look at inside of this package. */
public final class TopicInside {
    public static final String CLOUD_EVENT = Events.CLOUD_EVENT;
    public static final String GAP_TYPE = Events.GAP_TYPE;

    private TopicInside() {}

    /** What the broker does once a minute. */
    public static void forgetOld(Topics topics) {
        ((EmbeddedTopics) topics).forgetOld();
    }
}
