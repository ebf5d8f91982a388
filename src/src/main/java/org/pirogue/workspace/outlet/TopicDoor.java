package org.pirogue.workspace.outlet;

import java.util.Optional;

/** The broker's topics, as outlets need them: one for each share. */
public interface TopicDoor {

    /** The topic of one share. */
    record Topic(String workspace, String dataset, long share) {}

    /** Why the broker did not do as asked. */
    final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        public Closed(String code, String text) {
            super(text);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Whether there are topics at all. */
    boolean offered();

    /** As whoever consumes it writes it. */
    String address(Topic topic);

    /** Idempotent. @param partner account that may consume it */
    void open(Topic topic, String partner);

    /** How many have subscribed; empty where it is not open. */
    Optional<Integer> subscriptions(Topic topic);

    /**
     * Whether each who has subscribed has room for more: at its limit a subscription gives up what waits in it, and what is told here
     * can wait in the outbox instead.
     */
    boolean hasRoom(Topic topic);

    /** When this returns it is kept for each who has subscribed; another one of the same id is dropped. */
    void send(Topic topic, Event event);

    /** Whoever consumes it is cut. Idempotent. */
    void close(Topic topic);
}
