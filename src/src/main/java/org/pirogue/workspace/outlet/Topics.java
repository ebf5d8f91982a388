package org.pirogue.workspace.outlet;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's topics as outlets: opened with their share, closed within seconds of its end. */
final class Topics implements RowWay.Door {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private static final int LOOKS = 15;

    private final TopicDoor door;
    private final OutletTable outlets;
    private final Shares shares;
    private final RetryConfig room;

    /** @param patience how long a thread waits for a partner that is taking what waits; one that takes nothing is come back to */
    Topics(TopicDoor door, OutletTable outlets, Shares shares, Duration patience) {
        this.door = door;
        this.outlets = outlets;
        this.shares = shares;
        this.room = RetryConfig.<Boolean>custom()
                .maxAttempts(LOOKS)
                .waitDuration(patience.dividedBy(LOOKS))
                .retryOnResult(hasRoom -> !hasRoom)
                .build();
    }

    static TopicDoor.Topic topic(Share share) {
        return new TopicDoor.Topic(share.dataset().workspace(), share.dataset().name(), share.id());
    }

    /** Brings the broker to what shares say. What it refuses is tried with the next look. */
    void look() {
        outlets.toClose().forEach(outlet -> {
            try {
                door.close(topic(shares.get(outlet.share())));
                outlets.opened(outlet.id(), false);
            } catch (TopicDoor.Closed later) {
                warn(outlet, later);
            }
        });
        outlets.toOpen().forEach(outlet -> {
            try {
                open(outlet);
            } catch (TopicDoor.Closed | DatasetProblem later) {
                LOG.debug("the topic of share {} is opened later", outlet.share());
            }
        });
    }

    private static void warn(Outlet outlet, TopicDoor.Closed later) {
        LOG.warn(
                "P731 the topic of share {} could not be closed, it is tried again: {} {}",
                outlet.share(),
                later.code(),
                later.getMessage());
    }

    void open(Outlet outlet) {
        Share share = shares.get(outlet.share());
        door.open(topic(share), share.terms().recipient());
        outlets.opened(outlet.id(), true);
    }

    @Override
    public void look(Errand errand) {
        if (!door.offered()) {
            throw Undelivered.early(
                    "P721",
                    "the broker is one that others run, so it has no topics: add another outlet, and remove this one");
        }
        int subscribed = door.subscriptions(topic(errand.share())).orElse(0);
        if (!errand.outlet().opened() || subscribed == 0) {
            throw Undelivered.early(
                    "P737", "nobody has subscribed to the topic yet: it is sent as soon as somebody has");
        }
    }

    @Override
    public void send(Errand errand, Event event) {
        TopicDoor.Topic topic = topic(errand.share());
        try {
            if (!Retry.of("room", room).executeSupplier(() -> door.hasRoom(topic))) {
                throw Undelivered.early(
                        "P737", "the partner has not taken what waits for it: the rest is sent when it has");
            }
            door.send(topic, event);
        } catch (TopicDoor.Closed refused) {
            throw Undelivered.again(refused.code(), String.valueOf(refused.getMessage()));
        }
    }
}
