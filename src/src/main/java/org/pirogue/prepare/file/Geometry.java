package org.pirogue.prepare.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A geometry as RFC 7946 wants it: longitude before latitude, in degrees of WGS 84 within their bounds; rings closed, the outer one
 * counterclockwise and holes clockwise (section 3.1.6). What DHIS2 has and winds the other way round is turned.
 */
public final class Geometry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MOST_LONGITUDE = 180;
    private static final double MOST_LATITUDE = 90;
    private static final int LEAST_OF_RING = 4;

    private final ObjectNode geometry;

    private Geometry(ObjectNode geometry) {
        this.geometry = geometry;
    }

    /** Empty where it is none, or lies beyond the bounds. */
    public static Optional<Geometry> of(JsonNode given) {
        String type = given.path("type").asText("");
        ObjectNode made = JsonNodeFactory.instance.objectNode().put("type", type);
        boolean fits =
                switch (type) {
                    case "Point" -> position(given.path("coordinates"), made.putArray("coordinates"));
                    case "MultiPoint", "LineString" -> line(given.path("coordinates"), made.putArray("coordinates"));
                    case "MultiLineString" ->
                        each(given.path("coordinates"), made.putArray("coordinates"), Geometry::line);
                    case "Polygon" -> polygon(given.path("coordinates"), made.putArray("coordinates"));
                    case "MultiPolygon" ->
                        each(given.path("coordinates"), made.putArray("coordinates"), Geometry::polygon);
                    default -> false;
                };
        return fits ? Optional.of(new Geometry(made)) : Optional.empty();
    }

    /** Empty where it is no such text. */
    static Optional<Geometry> read(String text) {
        try {
            return of(JSON.readTree(text));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    public String text() {
        return geometry.toString();
    }

    JsonNode json() {
        return geometry;
    }

    /** Of a point only. */
    public Optional<String> longitude() {
        return ofPoint(0);
    }

    /** Of a point only. */
    public Optional<String> latitude() {
        return ofPoint(1);
    }

    private Optional<String> ofPoint(int at) {
        return geometry.path("type").asText().equals("Point")
                ? Optional.of(
                        geometry.path("coordinates").path(at).decimalValue().toPlainString())
                : Optional.empty();
    }

    /** Makes one part of another. */
    private interface Part {
        boolean make(JsonNode given, ArrayNode made);
    }

    private static boolean each(JsonNode given, ArrayNode made, Part part) {
        boolean fits = given.isArray() && !given.isEmpty();
        for (JsonNode one : given) {
            fits &= part.make(one, made.addArray());
        }
        return fits;
    }

    private static boolean position(JsonNode given, ArrayNode made) {
        given.forEach(number -> made.add(number.isNumber() ? number.decimalValue() : BigDecimal.valueOf(1_000)));
        return given.isArray()
                && given.size() >= 2
                && Math.abs(made.path(0).asDouble()) <= MOST_LONGITUDE
                && Math.abs(made.path(1).asDouble()) <= MOST_LATITUDE;
    }

    private static boolean line(JsonNode given, ArrayNode made) {
        return each(given, made, Geometry::position);
    }

    private static boolean polygon(JsonNode given, ArrayNode made) {
        boolean fits = given.isArray() && !given.isEmpty();
        for (int at = 0; at < given.size(); at++) {
            ArrayNode ring = JsonNodeFactory.instance.arrayNode();
            fits &= line(given.get(at), ring) && isClosed(ring);
            boolean outer = at == 0;
            made.add(fits && (area(ring) > 0) != outer ? turned(ring) : ring);
        }
        return fits;
    }

    private static boolean isClosed(ArrayNode ring) {
        return ring.size() >= LEAST_OF_RING && ring.get(0).equals(ring.get(ring.size() - 1));
    }

    /** Twice the signed area, by the shoelace formula: above 0 where the ring runs counterclockwise. */
    private static double area(ArrayNode ring) {
        double area = 0;
        for (int at = 0; at + 1 < ring.size(); at++) {
            JsonNode one = ring.get(at);
            JsonNode next = ring.get(at + 1);
            area += one.path(0).asDouble() * next.path(1).asDouble()
                    - next.path(0).asDouble() * one.path(1).asDouble();
        }
        return area;
    }

    private static ArrayNode turned(ArrayNode ring) {
        ArrayNode turned = JsonNodeFactory.instance.arrayNode();
        for (int at = ring.size() - 1; at >= 0; at--) {
            turned.add(ring.get(at));
        }
        return turned;
    }
}
