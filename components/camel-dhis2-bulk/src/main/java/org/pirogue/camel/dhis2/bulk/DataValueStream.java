package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/** Reads one or more answers of {@code dataValueSets}, one after the other, value by value. */
final class DataValueStream extends AnswerStream {

    /** Ids repeat from value to value: one copy of each, up to so many. */
    private static final int MAX_IDS = 50_000;

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> header = new HashMap<>();

    DataValueStream(Dhis2Http http, Iterator<URI> uris) {
        super(http, uris);
        advance();
    }

    @Override
    JsonToken valueStart() {
        return JsonToken.START_OBJECT;
    }

    @Override
    boolean head(JsonParser json) throws IOException {
        header.clear();
        boolean error = false;
        boolean strange = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            error |= ERROR_FIELDS.contains(field);
            JsonToken token = json.nextToken();
            if ("dataValues".equals(field)) {
                if (error || token != JsonToken.START_ARRAY) {
                    throw fault(Kind.UNEXPECTED_ANSWER, "not a list of data values");
                }
                return true;
            }
            strange |= !known(field);
            String text = text(json, token);
            if (text != null) {
                header.put(field, text);
            }
        }
        // Versions that open the list at the first value answer {} for none.
        if (strange) {
            throw fault(Kind.UNEXPECTED_ANSWER, "an error where data values were expected");
        }
        return false;
    }

    private static boolean known(String field) {
        return Set.of("dataSet", "period", "orgUnit", "completeDate", "attributeOptionCombo")
                        .contains(field)
                || field.endsWith("IdScheme");
    }

    @Override
    DataValue value(JsonParser json) throws IOException {
        String dataElement = null;
        String period = null;
        String orgUnit = null;
        String categoryOptionCombo = null;
        String attributeOptionCombo = null;
        String value = null;
        String lastUpdated = null;
        String storedBy = null;
        boolean deleted = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            switch (field) {
                case "dataElement" -> dataElement = text(json, token);
                case "period" -> period = text(json, token);
                case "orgUnit" -> orgUnit = text(json, token);
                case "categoryOptionCombo" -> categoryOptionCombo = text(json, token);
                case "attributeOptionCombo" -> attributeOptionCombo = text(json, token);
                case "value" -> value = text(json, token);
                case "lastUpdated" -> lastUpdated = text(json, token);
                case "storedBy" -> storedBy = id(text(json, token), "storedBy");
                case "deleted" -> deleted = token == JsonToken.VALUE_TRUE;
                default -> json.skipChildren();
            }
        }
        return new DataValue(
                required(dataElement, "dataElement"),
                required(period, "period"),
                required(orgUnit, "orgUnit"),
                id(categoryOptionCombo, "categoryOptionCombo"),
                id(attributeOptionCombo, "attributeOptionCombo"),
                value,
                deleted,
                lastUpdated,
                storedBy);
    }

    /** DHIS2 says once, in the head, what all values have in common. */
    private @Nullable String id(@Nullable String own, String field) {
        String id = own == null ? header.get(field) : own;
        if (id == null || ids.size() >= MAX_IDS) {
            return id == null ? null : ids.getOrDefault(id, id);
        }
        String known = ids.putIfAbsent(id, id);
        return known == null ? id : known;
    }

    private String required(@Nullable String own, String field) {
        String id = id(own, field);
        if (id == null) {
            throw fault(Kind.UNEXPECTED_ANSWER, "a data value without " + field);
        }
        return id;
    }
}
