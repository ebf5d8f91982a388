package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.pirogue.batch.Column;

/** What lies as JSON in the tables of datasets. */
final class DatasetJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Column>> COLUMNS = new TypeReference<>() {};

    private DatasetJson() {}

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always written", e);
        }
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is known of a dataset is not JSON", e);
        }
    }

    static List<Column> columns(String text) {
        try {
            return JSON.readValue(text, COLUMNS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("columns of a dataset are not JSON", e);
        }
    }
}
