package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Invented places, as ministries have them: facilities are points, the units two levels above the ground are squares whose rings run
 * the wrong way round, about every seventh facility has none, and of those that the scenario names the latitude lost its decimal point.
 */
final class UnitPlaces {
    private static final double SIDE = 0.2;
    private static final int WITHOUT = 7;

    private final Units.Box box;
    private final long seed;

    UnitPlaces(Units.Box box, long seed) {
        this.box = box;
        this.seed = seed;
    }

    Optional<ObjectNode> of(Unit unit, int level) {
        SplittableRandom random = new SplittableRandom(seed ^ (unit.code() + "/place").hashCode());
        double longitude = rounded(random.nextDouble(box.west(), box.east() - SIDE));
        double latitude = rounded(random.nextDouble(box.south(), box.north() - SIDE));
        if (unit.facility()) {
            boolean wrong = box.isWrong(unit.code());
            boolean without = random.nextInt(WITHOUT) == 0;
            return without && !wrong ? Optional.empty() : Optional.of(point(longitude, latitude, wrong));
        }
        return level == 1 ? Optional.empty() : Optional.of(square(longitude, latitude));
    }

    private static ObjectNode point(double longitude, double latitude, boolean wrong) {
        ObjectNode point = JsonNodeFactory.instance.objectNode().put("type", "Point");
        // Beyond the pole.
        pair(point.putArray("coordinates"), longitude, wrong ? latitude * 100 : latitude);
        return point;
    }

    private static ObjectNode square(double west, double south) {
        ObjectNode polygon = JsonNodeFactory.instance.objectNode().put("type", "Polygon");
        ArrayNode ring = polygon.putArray("coordinates").addArray();
        double east = rounded(west + SIDE);
        double north = rounded(south + SIDE);
        pair(ring.addArray(), west, south);
        pair(ring.addArray(), west, north);
        pair(ring.addArray(), east, north);
        pair(ring.addArray(), east, south);
        pair(ring.addArray(), west, south);
        return polygon;
    }

    private static void pair(ArrayNode coordinates, double longitude, double latitude) {
        coordinates.add(longitude).add(latitude);
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 10_000) / 10_000.0;
    }
}
