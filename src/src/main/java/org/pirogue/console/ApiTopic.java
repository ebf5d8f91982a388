package org.pirogue.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.TopicState;

/**
 * A topic as the REST interface shows it.
 *
 * @param partner who consumes it
 */
record ApiTopic(
        String address,
        String workspace,
        String dataset,
        long share,
        String partner,
        List<Subscription> subscriptions) {

    /** @param dropped events that it gave up since the start of this Pirogue */
    record Subscription(
            String name,
            int consumers,
            long waiting,
            long waitingBytes,
            @Nullable String oldest,
            long mostWaiting,
            long mostBytes,
            long dropped) {}

    static ApiTopic of(TopicState state) {
        return new ApiTopic(
                state.address().toString(),
                state.address().workspace(),
                state.address().dataset(),
                state.address().share(),
                state.partner(),
                state.subscriptions().stream().map(ApiTopic::of).toList());
    }

    private static Subscription of(TopicState.Subscription each) {
        return new Subscription(
                each.name(),
                each.consumers(),
                each.waiting(),
                each.waitingBytes(),
                each.oldest() == null ? null : each.oldest().toString(),
                each.mostWaiting(),
                each.mostBytes(),
                each.dropped());
    }
}
