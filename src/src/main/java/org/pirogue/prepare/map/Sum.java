package org.pirogue.prepare.map;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.Numbers;

/** Source values that meet in one target cell: one alone keeps its text, several are added exactly. */
final class Sum {
    private final List<Part> parts = new ArrayList<>(1);
    private final List<Edit> edits = new ArrayList<>(1);
    private int sources;

    record Part(SliceKey key, Cell cell, String value) {}

    void add(SliceKey key, Cell cell, String value) {
        parts.add(new Part(key, cell, value));
    }

    /** Called for each source cell, those included that were cleared. @param edit null where nobody says when */
    void edited(@Nullable Edit edit) {
        sources++;
        if (edit != null) {
            edits.add(edit);
        }
    }

    /** Of a value that is what somebody typed: of several there is no one time. */
    Optional<Edit> edit() {
        return sources == 1 ? edits.stream().findFirst() : Optional.empty();
    }

    /** Parts that cannot be added. */
    List<Part> invalid() {
        return parts.size() == 1
                ? List.of()
                : parts.stream()
                        .filter(part -> Numbers.read(part.value).isEmpty())
                        .toList();
    }

    /** Empty when no part can be added. */
    Optional<String> value() {
        return parts.size() == 1
                ? Optional.of(parts.get(0).value)
                : parts.stream()
                        .flatMap(part -> Numbers.read(part.value).stream())
                        .reduce(BigDecimal::add)
                        .map(Numbers::write);
    }
}
