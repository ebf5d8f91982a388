package org.pirogue.prepare.table;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.table.Deduplication.Keep;
import org.pirogue.prepare.table.Scratch.Entry;

/** Which of two doubles is the better one: the greater. No two are equal, since no two have one number. */
final class Ranking implements Comparator<Entry> {
    private final Comparator<Entry> order;

    /** @param newest where the newest is to stay */
    Ranking(Keep keep, @Nullable Column newest) {
        Comparator<Entry> later = Comparator.comparingLong(Entry::number);
        this.order = switch (keep) {
            case FIRST -> later.reversed();
            case LAST -> later;
            case NEWEST -> newer(newest == null ? Column.text("") : newest).thenComparing(later);
            case MOST_COMPLETE ->
                Comparator.<Entry>comparingInt(entry -> entry.row().values().size())
                        .thenComparing(later.reversed());
        };
    }

    @Override
    public int compare(Entry one, Entry other) {
        return order.compare(one, other);
    }

    private static Comparator<Entry> newer(Column column) {
        String name = column.name();
        if (column.type() == Type.INTEGER || column.type() == Type.NUMBER) {
            return Comparator.comparing(
                    entry -> number(entry.row().value(name)), Comparator.nullsFirst(Comparator.naturalOrder()));
        }
        // As a day where it is one, so that 9/1/2026 is before 10/1/2026; a day is newer than what is none.
        return Comparator.comparing(entry -> Normal.DATE.of(entry.row().value(name)));
    }

    private static @Nullable BigDecimal number(String text) {
        Optional<BigDecimal> number = Numbers.read(text);
        return number.orElse(null);
    }
}
