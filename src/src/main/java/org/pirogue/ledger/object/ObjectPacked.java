package org.pirogue.ledger.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Fields of one object in one column: {@code {"name":"Kinama"}}, in the order of their names. */
public final class ObjectPacked {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> VALUES = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, List<String>>> LISTS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Integer>> NUMBERS = new TypeReference<>() {};

    private ObjectPacked() {}

    static String pack(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields of an object are texts", e);
        }
    }

    public static SortedMap<String, String> values(String packed) {
        return read(packed, VALUES);
    }

    static SortedMap<String, List<String>> lists(String packed) {
        return read(packed, LISTS);
    }

    static SortedMap<String, Integer> numbers(String packed) {
        return read(packed, NUMBERS);
    }

    private static <T> T read(String packed, TypeReference<T> type) {
        try {
            return JSON.readValue(packed, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column of the ledger cannot be read");
        }
    }
}
