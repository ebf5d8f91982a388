package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    private static final String CLOCKWISE = "[[0,0],[0,4],[4,4],[4,0],[0,0]]";
    private static final String COUNTER = "[[0,0],[4,0],[4,4],[0,4],[0,0]]";
    private static final String HOLE_CLOCKWISE = "[[1,1],[1,2],[2,2],[2,1],[1,1]]";
    private static final String HOLE_COUNTER = "[[1,1],[2,1],[2,2],[1,2],[1,1]]";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Polygon; [" + CLOCKWISE + "," + HOLE_COUNTER + "]; [" + COUNTER + "," + HOLE_CLOCKWISE + "]",
                "Polygon; [" + COUNTER + "," + HOLE_CLOCKWISE + "]; [" + COUNTER + "," + HOLE_CLOCKWISE + "]",
                "MultiPolygon; [[" + CLOCKWISE + "],[" + COUNTER + "]]; [[" + COUNTER + "],[" + COUNTER + "]]",
                "Point; [-180,90]; [-180,90]",
                "Point; [29.25,-3.5,812]; [29.25,-3.5,812]",
                "LineString; [[0,0],[1,1]]; [[0,0],[1,1]]"
            })
    void outerRingsRunCounterclockwiseAndHolesClockwise(String type, String given, String expected) {
        assertThat(Geometry.read(text(type, given)).map(Geometry::text)).contains(text(type, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "here",
                "{}",
                "[1,2]",
                "{\"type\":\"Point\",\"coordinates\":[29.25,-350]}",
                "{\"type\":\"Point\",\"coordinates\":[181,0]}",
                "{\"type\":\"Point\",\"coordinates\":[\"29\",\"3\"]}",
                "{\"type\":\"Point\",\"coordinates\":[29]}",
                "{\"type\":\"Polygon\",\"coordinates\":[]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4]]]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[0,0]]]}",
                "{\"type\":\"Circle\",\"coordinates\":[0,0]}"
            })
    void whatIsNoneOnThisEarthIsNone(String text) {
        assertThat(Geometry.read(text)).isEmpty();
    }

    private static String text(String type, String coordinates) {
        return "{\"type\":\"" + type + "\",\"coordinates\":" + coordinates + "}";
    }
}
