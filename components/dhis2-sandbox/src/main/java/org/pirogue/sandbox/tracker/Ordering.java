package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;

/** The {@code order} parameter. Without it the newest stand first. */
final class Ordering {
    private static final Comparator<Row> NEWEST =
            Comparator.comparingLong(Row::sequence).reversed();
    private static final Map<Kind, Set<String>> PROPERTIES = Map.of(
            Kind.TRACKED_ENTITY,
            Set.of(
                    "trackedEntity",
                    "createdAt",
                    "createdAtClient",
                    "updatedAt",
                    "updatedAtClient",
                    "enrolledAt",
                    "inactive"),
            Kind.ENROLLMENT,
            Set.of(
                    "enrollment",
                    "completedAt",
                    "createdAt",
                    "createdAtClient",
                    "enrolledAt",
                    "updatedAt",
                    "updatedAtClient"),
            Kind.EVENT,
            Set.of(
                    "event",
                    "enrollment",
                    "trackedEntity",
                    "program",
                    "programStage",
                    "orgUnit",
                    "status",
                    "followUp",
                    "enrolledAt",
                    "occurredAt",
                    "scheduledAt",
                    "completedAt",
                    "createdAt",
                    "createdAtClient",
                    "updatedAt",
                    "updatedAtClient",
                    "deleted"));

    private Ordering() {}

    static Comparator<Row> of(Kind kind, @Nullable String order, TrackerModel model) {
        if (order == null || order.isEmpty()) {
            return NEWEST;
        }
        List<Comparator<Row>> all = new ArrayList<>();
        boolean descending = false;
        for (String part : order.split(",")) {
            String[] words = part.trim().split(":");
            descending = words.length > 1 && words[1].equalsIgnoreCase("desc");
            all.add(by(property(kind, words[0], model), descending));
        }
        // Equal rows follow the last direction, as far as recordings show.
        all.add(descending ? NEWEST : NEWEST.reversed());
        return all.stream().reduce(Comparator::thenComparing).orElse(NEWEST);
    }

    private static String property(Kind kind, String name, TrackerModel model) {
        boolean value = kind != Kind.ENROLLMENT
                && (model.attribute(name).isPresent() || model.dataElement(name).isPresent());
        if (!value && !PROPERTIES.get(kind).contains(name)) {
            throw Refusal.of(400, "E1003", "order parameter is invalid. Cannot order by '" + name + "'.");
        }
        return name;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<Row> by(String property, boolean descending) {
        Comparator<Comparable> natural = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<Comparable> lastIfNone = Comparator.nullsLast(natural);
        return (a, b) -> lastIfNone.compare(a.property(property), b.property(property));
    }
}
