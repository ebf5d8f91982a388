package org.pirogue.prepare.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

/**
 * Writes a table as a feature collection of GeoJSON (RFC 7946), row by row: one column is the geometry of the feature, {@code null}
 * where it is empty or none, the others are its properties. The box around all of them stands at the end.
 */
public final class TableGeoJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String geometry;

    /** @param geometry name of the column that holds it */
    public TableGeoJson(String geometry) {
        this.geometry = geometry;
    }

    /** Takes the table, and closes it. */
    public void write(Table table, Path file) throws IOException {
        Box box = new Box();
        try (table;
                Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("{\"type\":\"FeatureCollection\",\"features\":[");
            String before = "\n";
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                for (Row row : parts.next().rows()) {
                    out.write(before + JSON.writeValueAsString(feature(table.columns(), row, box)));
                    before = ",\n";
                }
            }
            out.write("\n]" + box.text() + "}\n");
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    private ObjectNode feature(List<Column> columns, Row row, Box box) {
        ObjectNode feature = JSON.createObjectNode().put("type", "Feature");
        Optional<Geometry> known = Geometry.read(row.value(geometry));
        known.ifPresent(each -> box.add(each.json().path("coordinates")));
        feature.set("geometry", known.<JsonNode>map(Geometry::json).orElse(NullNode.getInstance()));
        ObjectNode properties = feature.putObject("properties");
        for (Column column : columns) {
            if (!column.name().equals(geometry)) {
                properties.set(column.name(), value(column.type(), row.value(column.name())));
            }
        }
        return feature;
    }

    private static JsonNode value(Column.Type type, String text) {
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        return switch (type) {
            case TEXT, DATE -> TextNode.valueOf(text);
            case INTEGER, NUMBER -> DecimalNode.valueOf(new BigDecimal(text));
            case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(text));
        };
    }

    /** West, south, east, north of all that was seen. */
    private static final class Box {
        private double west = Double.POSITIVE_INFINITY;
        private double south = Double.POSITIVE_INFINITY;
        private double east = Double.NEGATIVE_INFINITY;
        private double north = Double.NEGATIVE_INFINITY;

        void add(JsonNode coordinates) {
            if (coordinates.path(0).isNumber()) {
                west = Math.min(west, coordinates.path(0).asDouble());
                east = Math.max(east, coordinates.path(0).asDouble());
                south = Math.min(south, coordinates.path(1).asDouble());
                north = Math.max(north, coordinates.path(1).asDouble());
            } else {
                coordinates.forEach(this::add);
            }
        }

        /** Nothing where no place was seen. */
        String text() {
            return west > east ? "" : ",\"bbox\":[" + west + "," + south + "," + east + "," + north + "]";
        }
    }
}
