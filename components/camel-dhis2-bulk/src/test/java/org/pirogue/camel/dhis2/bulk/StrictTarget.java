package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Judges as 2.43 does: an org unit {@code badOu…} sinks the group, a period {@code bad…} is a 500, a value that is no number
 * is left out, an element {@code odd…} sinks the group in words that nobody can read.
 */
final class StrictTarget implements AutoCloseable {

    final Map<String, String> stored = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();
    final SmallServer server = new SmallServer((request, out, socket) -> answer(request.body(), out));
    /** From this call on, 500 in DHIS2's words for everything. */
    volatile int brokenFrom = Integer.MAX_VALUE;
    /** At this call the connection is reset after storing. */
    volatile int resetAt = Integer.MAX_VALUE;
    /** Refuses all, in the same words. */
    volatile boolean closedToThisUser;

    private void answer(String body, OutputStream out) throws IOException {
        int call = calls.incrementAndGet();
        List<JsonNode> values = new ArrayList<>();
        Json.MAPPER.readTree(body).path("dataValues").forEach(values::add);
        if (call >= brokenFrom) {
            error(out, "could not extract ResultSet");
        } else if (closedToThisUser) {
            sunk(out, values.size(), "E8010", "Current user cannot write data set: `ds`", "ds");
        } else if (values.stream().anyMatch(value -> text(value, "period").startsWith("bad"))) {
            error(out, "Cannot invoke \"org.hisp.dhis.datavalue.DataEntryGroup.deletion()\" because \"group\" is null");
        } else if (values.stream().anyMatch(value -> text(value, "period").startsWith("weird"))) {
            error(out, "Index 7 out of bounds for length 7");
        } else {
            judge(values, out, call);
        }
    }

    private void judge(List<JsonNode> values, OutputStream out, int call) throws IOException {
        Set<String> badUnits = new LinkedHashSet<>();
        values.stream()
                .map(value -> text(value, "orgUnit"))
                .filter(unit -> unit.startsWith("badOu"))
                .forEach(badUnits::add);
        if (!badUnits.isEmpty()) {
            sunk(
                    out,
                    values.size(),
                    "E8022",
                    "Data set ds not usable with org unit(s): `" + badUnits + "`",
                    "ds-" + badUnits);
        } else if (values.stream().anyMatch(value -> text(value, "dataElement").startsWith("odd"))) {
            sunk(out, values.size(), "E8099", "Something is odd", "odd");
        } else {
            store(values, out, call);
        }
    }

    private void store(List<JsonNode> values, OutputStream out, int call) throws IOException {
        ObjectNode summary = summary("SUCCESS");
        int ignored = 0;
        for (int i = 0; i < values.size(); i++) {
            if (text(values.get(i), "value").matches("\\d+")) {
                stored.put(key(values.get(i)), text(values.get(i), "value"));
            } else {
                ignored++;
                conflict(summary, "E8122", "Value #" + i + " value is no number", "" + i, List.of(i));
            }
        }
        summary.with("importCount").put("updated", values.size() - ignored).put("ignored", ignored);
        summary.put("status", ignored == 0 ? "SUCCESS" : ignored == values.size() ? "ERROR" : "WARNING");
        if (call != resetAt) {
            reply(out, ignored == values.size() ? 409 : 200, summary);
        }
    }

    private static void sunk(OutputStream out, int size, String code, String text, String args) throws IOException {
        ObjectNode summary = summary("ERROR");
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(i);
        }
        conflict(summary, code, text, args, all);
        reply(out, 409, summary);
    }

    private static ObjectNode summary(String status) {
        ObjectNode summary = Json.MAPPER.createObjectNode().put("status", status);
        summary.putObject("importCount")
                .put("imported", 0)
                .put("updated", 0)
                .put("ignored", 0)
                .put("deleted", 0);
        summary.putArray("conflicts");
        summary.putArray("rejectedIndexes");
        return summary;
    }

    private static void conflict(ObjectNode summary, String code, String text, String args, List<Integer> indexes) {
        ObjectNode conflict = ((ArrayNode) summary.get("conflicts")).addObject();
        conflict.putObject("objects").put("args", args);
        conflict.put("value", text).put("errorCode", code);
        ArrayNode list = conflict.putArray("indexes");
        Set<Integer> seen = new HashSet<>(indexes);
        seen.forEach(list::add);
        seen.forEach(((ArrayNode) summary.get("rejectedIndexes"))::add);
    }

    private static void reply(OutputStream out, int status, ObjectNode summary) throws IOException {
        ObjectNode message =
                Json.MAPPER.createObjectNode().put("httpStatusCode", status).put("status", "X");
        message.set("response", summary);
        SmallServer.reply(out, status, "Content-Type: application/json", message.toString());
    }

    private static void error(OutputStream out, String text) throws IOException {
        ObjectNode message =
                Json.MAPPER.createObjectNode().put("httpStatusCode", 500).put("status", "ERROR");
        SmallServer.reply(
                out,
                500,
                "Content-Type: application/json",
                message.put("message", text).toString());
    }

    private static String text(JsonNode value, String field) {
        return value.path(field).asText();
    }

    static String key(JsonNode value) {
        return text(value, "dataElement") + ' ' + text(value, "period") + ' ' + text(value, "orgUnit");
    }

    static String key(DataValue value) {
        return value.dataElement() + ' ' + value.period() + ' ' + value.orgUnit();
    }

    @Override
    public void close() {
        server.close();
    }
}
