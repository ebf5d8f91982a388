package org.pirogue.prepare.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.Validity;

/** What each code becomes, and when: at most one line holds for a code on a day. */
final class Lines<T> {
    static final String IGNORED = "-";

    private final Map<T, List<Line<T>>> bySource = new HashMap<>();

    /** @param target null for a code that is declared ignored */
    record Line<T>(T source, @Nullable T target, Validity validity, String at) {}

    /** P216 where another line holds for the same source in the same time. */
    void add(Sheet.Row row, T source, @Nullable T target) {
        Line<T> line = new Line<>(source, target, row.validity(), row.at());
        List<Line<T>> others = bySource.computeIfAbsent(source, any -> new ArrayList<>());
        others.stream()
                .filter(other -> other.validity().overlaps(line.validity()))
                .findFirst()
                .ifPresent(other -> row.problem(
                        "P216",
                        source.toString(),
                        "'" + source + "' is mapped at the same time in " + other.at(),
                        "end one line with valid_to before the other begins, or remove it"));
        others.add(line);
    }

    /** Whether several sources become one target at one time. @param target null for any */
    boolean merges(@Nullable T target) {
        List<Line<T>> lines = all().filter(line -> line.target() != null)
                .filter(line -> target == null || target.equals(line.target()))
                .toList();
        return lines.stream().anyMatch(one -> lines.stream()
                .anyMatch(other -> one != other
                        && one.target().equals(other.target())
                        && one.validity().overlaps(other.validity())));
    }

    boolean knows(T source) {
        return bySource.containsKey(source);
    }

    Optional<Line<T>> on(Period period, T source) {
        for (Line<T> line : bySource.getOrDefault(source, List.of())) {
            if (line.validity().holds(period)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    Stream<Line<T>> all() {
        return bySource.values().stream().flatMap(List::stream);
    }

    Stream<Line<T>> on(Period period) {
        return all().filter(line -> line.validity().holds(period));
    }
}
