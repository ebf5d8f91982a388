package org.pirogue.sandbox.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Progress messages and summaries of what runs in the background, by type ({@code DATAVALUE_IMPORT}) and id. */
public final class Notifier {
    /** One progress message; {@code time} as {@link Times#local}. */
    public record Message(
            String uid,
            String level,
            String category,
            String time,
            String message,
            boolean completed,
            @Nullable JsonNode data) {}

    private final Clock clock;
    private final Uids uids;
    private final Map<String, Map<String, List<Message>>> messages = new LinkedHashMap<>();
    private final Map<String, JsonNode> summaries = new LinkedHashMap<>();

    Notifier(Clock clock, Uids uids) {
        this.clock = clock;
        this.uids = uids;
    }

    public void add(String type, String id, String level, String message, boolean completed) {
        add(type, id, level, message, completed, null);
    }

    /** With the parameters of what was started. */
    public synchronized void add(
            String type, String id, String level, String message, boolean completed, @Nullable JsonNode data) {
        List<Message> of =
                messages.computeIfAbsent(type, t -> new LinkedHashMap<>()).computeIfAbsent(id, i -> new ArrayList<>());
        of.add(0, new Message(uids.next(), level, type, Times.local(clock.instant()), message, completed, data));
    }

    /** Newest first; empty for "not started" and for an unknown id alike, as DHIS2 has it. */
    public synchronized List<Message> messages(String type, String id) {
        return List.copyOf(messages.getOrDefault(type, Map.of()).getOrDefault(id, List.of()));
    }

    /** All messages of a type, by id. */
    public synchronized Map<String, List<Message>> messages(String type) {
        Map<String, List<Message>> copy = new LinkedHashMap<>();
        messages.getOrDefault(type, Map.of()).forEach((id, list) -> copy.put(id, List.copyOf(list)));
        return copy;
    }

    public synchronized List<String> types() {
        return List.copyOf(messages.keySet());
    }

    public synchronized void summary(String type, String id, JsonNode summary) {
        summaries.put(type + "/" + id, summary);
    }

    public synchronized Optional<JsonNode> summary(String type, String id) {
        return Optional.ofNullable(summaries.get(type + "/" + id));
    }
}
