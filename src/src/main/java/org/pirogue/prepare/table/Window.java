package org.pirogue.prepare.table;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.pirogue.batch.Row;

/**
 * When a row of the right side belongs to one of the left: its day lies within so many days of the other's, or the other's day
 * within its validity. A row without the day that is asked for belongs to none; an open validity has no bound.
 */
record Window(String left, String right, int before, int after, String from, String to) {
    static final Window ANY = new Window("", "", 0, 0, "", "");
    private static final int MOST_DAYS = 36_600;

    static Window of(Terms terms) {
        String left = terms.needed("left", "name the column with the day of the left side");
        String right = terms.text("right").orElse("");
        int days = terms.whole("days", 0, 0, MOST_DAYS);
        Window window = new Window(
                left,
                right,
                terms.whole("before", days, 0, MOST_DAYS),
                terms.whole("after", days, 0, MOST_DAYS),
                terms.text("from").orElse(""),
                terms.text("to").orElse(""));
        boolean validity = !window.from.isEmpty() || !window.to.isEmpty();
        if (right.isEmpty() != validity) {
            terms.problem(
                    null,
                    "a day of the right side, or its validity",
                    "write either 'right' with 'days', or 'from' and 'to'");
        }
        if (validity && (terms.has("days") || terms.has("before") || terms.has("after"))) {
            terms.problem(null, "days have no effect with 'from' and 'to'", "remove them");
        }
        if (!validity && !terms.has("days") && !terms.has("before") && !terms.has("after")) {
            terms.problem(null, "'days' is missing", "say how far the two days may be apart");
        }
        return window;
    }

    boolean isAny() {
        return left.isEmpty();
    }

    boolean hasDistance() {
        return !right.isEmpty();
    }

    void check(Columns ofLeft, Columns ofRight) {
        if (isAny()) {
            return;
        }
        ofLeft.date(left);
        for (String column : new String[] {right, from, to}) {
            if (!column.isEmpty()) {
                ofRight.date(column);
            }
        }
    }

    /** Days between the two, empty where the row does not belong. */
    OptionalLong distance(Row leftRow, Row rightRow) {
        if (isAny()) {
            return OptionalLong.of(0);
        }
        Optional<LocalDate> day = Normal.day(leftRow.value(left));
        if (day.isEmpty()) {
            return OptionalLong.empty();
        }
        return hasDistance() ? apart(day.get(), rightRow) : valid(day.get(), rightRow);
    }

    private OptionalLong apart(LocalDate day, Row row) {
        Optional<LocalDate> other = Normal.day(row.value(right));
        if (other.isEmpty()) {
            return OptionalLong.empty();
        }
        long days = ChronoUnit.DAYS.between(day, other.get());
        return days >= -before && days <= after ? OptionalLong.of(Math.abs(days)) : OptionalLong.empty();
    }

    private OptionalLong valid(LocalDate day, Row row) {
        boolean begun = from.isEmpty()
                || row.value(from).isEmpty()
                || Normal.day(row.value(from))
                        .filter(first -> !first.isAfter(day))
                        .isPresent();
        boolean open = to.isEmpty()
                || row.value(to).isEmpty()
                || Normal.day(row.value(to)).filter(last -> !last.isBefore(day)).isPresent();
        return begun && open ? OptionalLong.of(0) : OptionalLong.empty();
    }
}
