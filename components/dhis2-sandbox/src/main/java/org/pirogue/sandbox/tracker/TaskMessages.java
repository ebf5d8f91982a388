package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pirogue.sandbox.instance.Notifier.Message;

/** Progress messages as JSON. */
final class TaskMessages {
    private TaskMessages() {}

    static ArrayNode of(List<Message> messages) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> write(list.addObject(), message));
        return list;
    }

    private static void write(ObjectNode json, Message message) {
        json.put("level", message.level())
                .put("category", message.category())
                .put("message", message.message())
                .put("completed", message.completed());
        if (message.data() != null) {
            json.put("dataType", "PARAMETERS").set("data", message.data());
        }
        json.put("id", message.uid()).put("time", message.time()).put("uid", message.uid());
    }
}
