package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/**
 * Reads grids of {@code analytics}, row by row. DHIS2 leaves an item or a unit that it does not know out of an answer without
 * a word: each answer must name, among its dimensions, all that was asked.
 */
final class AnalyticsStream extends AnswerStream {

    /** Reads a part of an answer, behind which more follows. */
    private static final ObjectReader PART =
            Json.MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Iterator<AnalyticsQuery> calls;
    private final List<String> columns = new ArrayList<>();
    private @Nullable AnalyticsQuery asked;
    private @Nullable JsonNode dimensions;

    /** @param calls one for each of the addresses */
    AnalyticsStream(Dhis2Http http, List<AnalyticsQuery> calls, List<URI> uris) {
        super(http, uris.iterator());
        this.calls = calls.iterator();
        advance();
    }

    @Override
    JsonToken valueStart() {
        return JsonToken.START_ARRAY;
    }

    @Override
    boolean head(JsonParser json) throws IOException {
        asked = calls.next();
        dimensions = null;
        columns.clear();
        boolean error = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            error |= ERROR_FIELDS.contains(field);
            if (!"rows".equals(field)) {
                behind(json, field);
            } else if (json.nextToken() == JsonToken.START_ARRAY
                    && !error
                    && columns.containsAll(List.of("dx", "value"))) {
                return true;
            } else {
                break;
            }
        }
        if (json.currentToken() == null) {
            throw fault(Kind.TRUNCATED, "the answer broke off");
        }
        throw fault(Kind.UNEXPECTED_ANSWER, "no rows under headers, where those of analytics were expected");
    }

    @Override
    void behind(JsonParser json, String field) throws IOException {
        json.nextToken();
        if ("headers".equals(field)) {
            PART.<JsonNode>readValue(json)
                    .forEach(each -> columns.add(each.path("name").asText()));
        } else if ("metaData".equals(field)) {
            dimensions = PART.<JsonNode>readValue(json).path("dimensions");
        } else {
            json.skipChildren();
        }
    }

    @Override
    DataValue value(JsonParser json) throws IOException {
        List<@Nullable String> row = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            row.add(text(json, token));
        }
        return new DataValue(
                required(row, "dx"),
                required(row, "pe"),
                required(row, "ou"),
                null,
                null,
                required(row, "value"),
                false,
                null);
    }

    private String required(List<@Nullable String> row, String column) {
        int at = columns.indexOf(column);
        String cell = at < 0 || at >= row.size() ? null : row.get(at);
        if (cell == null) {
            throw fault(Kind.UNEXPECTED_ANSWER, "a row without " + column);
        }
        return cell;
    }

    @Override
    void complete() {
        AnalyticsQuery query = java.util.Objects.requireNonNull(asked);
        named("dx", query.items());
        named("pe", query.periods());
        named("ou", query.orgUnits());
    }

    private void named(String dimension, List<String> wanted) {
        List<String> left = new ArrayList<>(wanted);
        if (dimensions != null) {
            dimensions.path(dimension).forEach(each -> left.remove(each.asText()));
        }
        if (!left.isEmpty()) {
            throw fault(
                    Kind.PARTIAL_ANSWER,
                    left.size() + " of " + wanted.size() + " in dimension " + dimension
                            + " were left out without a word, the first is " + left.get(0));
        }
    }
}
