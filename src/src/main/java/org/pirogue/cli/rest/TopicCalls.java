package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The REST interface of topics as a client sees it. */
public final class TopicCalls {
    private static final String PATH = "/api/topics";

    private final RunningPirogue pirogue;

    public TopicCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Topic(String address, String partner, List<Subscription> subscriptions) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Subscription(
            String name,
            int consumers,
            long waiting,
            long waitingBytes,
            @Nullable String oldest,
            long dropped) {}

    public List<Topic> list() {
        return pirogue.get(PATH, new TypeReference<>() {});
    }
}
