package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pirogue.sandbox.instance.Notifier;
import org.pirogue.sandbox.instance.Notifier.Message;

/** Progress messages as JSON; newest first. */
final class TaskMessages {
    private TaskMessages() {}

    static ArrayNode all(Notifier notifier, String type, String id) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<Message> messages = notifier.messages(type, id);
        for (int i = 0; i < messages.size(); i++) {
            write(list.addObject(), messages.get(i), notifier, id, i == messages.size() - 1);
        }
        return list;
    }

    /** Only the newest and the oldest message. */
    static ArrayNode gist(Notifier notifier, String type, String id) {
        ArrayNode all = all(notifier, type, id);
        while (all.size() > 2) {
            all.remove(1);
        }
        return all;
    }

    private static void write(ObjectNode json, Message message, Notifier notifier, String id, boolean first) {
        json.put("level", message.level())
                .put("category", message.category())
                .put("message", message.message())
                .put("completed", message.completed());
        if (first) {
            notifier.parameters(message.category(), id)
                    .ifPresent(parameters -> json.put("dataType", "PARAMETERS").set("data", parameters));
        }
        json.put("id", message.uid()).put("time", message.time()).put("uid", message.uid());
    }
}
