package org.pirogue.buffer.topic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the broker has written down what partners did. When a method returns, it is kept. */
public interface PartnerTrail {

    /** Who it is about. */
    enum Kind {
        PARTNER,
        /** one of {@code pirogue.broker.clients} */
        CLIENT,
        /** whoever did not sign in; the name may be anything, a password too */
        STRANGER
    }

    /** @param name of the account, of the client, or as it was given */
    record Who(String name, Kind kind) {}

    /**
     * An event, and whom it is for.
     *
     * @param id of the event
     * @param version as the sender declared it
     * @param rows that it has, as the sender declared it
     */
    record Handed(
            String partner,
            TopicAddress address,
            String id,
            @Nullable String version,
            @Nullable Long rows) {}

    void signedIn(Who who);

    void signInRefused(Who who);

    /**
     * @param deed in small letters with hyphens: {@code consume}, {@code create-durable-queue}
     * @param address that it was tried at, or whatever else was named
     * @param times how often, where it was not the only time
     */
    void refused(Who who, String deed, String address, long times);

    /** They are about to be handed out. */
    void handedOut(List<Handed> events);

    /** The partner has said that it has them. */
    void acknowledged(List<Handed> events);

    /** A subscription gave up what waited in it. */
    void gaveUp(String partner, TopicAddress address, long events);

    /** Nothing is written down: of a broker that lets no partner in. */
    static PartnerTrail none() {
        return new PartnerTrail() {
            @Override
            public void signedIn(Who who) {}

            @Override
            public void signInRefused(Who who) {}

            @Override
            public void refused(Who who, String deed, String address, long times) {}

            @Override
            public void handedOut(List<Handed> events) {}

            @Override
            public void acknowledged(List<Handed> events) {}

            @Override
            public void gaveUp(String partner, TopicAddress address, long events) {}
        };
    }
}
