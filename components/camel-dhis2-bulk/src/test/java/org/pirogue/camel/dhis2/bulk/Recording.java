package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A recorded call of a real DHIS2. */
record Recording(JsonNode call) {

    static Recording of(String name) {
        try (InputStream in = Recording.class.getResourceAsStream("/recorded/" + name + ".json")) {
            return new Recording(Json.MAPPER.readTree(Objects.requireNonNull(in, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return call.path("response").path("status").asInt();
    }

    JsonNode sent() {
        return call.path("request").path("body");
    }

    String answer() {
        JsonNode body = call.path("response").path("body");
        return body.isTextual() ? body.textValue() : body.toString();
    }

    String headers() {
        JsonNode headers = call.path("response").path("headers");
        StringBuilder text = new StringBuilder(
                "Content-Type: " + headers.path("Content-Type").asText("text/plain"));
        for (String name : List.of("Location", "WWW-Authenticate")) {
            if (headers.has(name)) {
                text.append("\r\n")
                        .append(name)
                        .append(": ")
                        .append(headers.path(name).asText());
            }
        }
        return text.toString();
    }

    SmallServer server() {
        return new SmallServer((request, out, socket) -> SmallServer.reply(out, status(), headers(), answer()));
    }

    /** The data values that were posted; one stand-in where they were not JSON. */
    List<DataValue> values() {
        List<DataValue> values = new ArrayList<>();
        JsonNode body = sent();
        for (JsonNode value : body.path("dataValues")) {
            values.add(new DataValue(
                    value.path("dataElement").asText(),
                    value.path("period").asText(body.path("period").asText()),
                    value.path("orgUnit").asText(body.path("orgUnit").asText()),
                    value.path("categoryOptionCombo").asText(null),
                    value.path("attributeOptionCombo").asText(null),
                    value.path("value").asText(null),
                    value.path("deleted").asBoolean(),
                    null));
        }
        return values.isEmpty() ? List.of(DataValue.put("rH1qSakZi0H", "202510", "Vc5Gqlx2pQS", null, "1")) : values;
    }
}
