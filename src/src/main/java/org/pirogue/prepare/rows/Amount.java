package org.pirogue.prepare.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.rows.Report.Taken;

/** What one cell comes to, row by row. */
abstract sealed class Amount {
    private boolean empty = true;

    /** What one row gives. @param column empty for the row itself @param value empty where the row has none */
    record Given(String place, String column, String value, Taken row) {}

    /** A row that cannot be used. @param several rows that contradict each other, with this one; 1 where it is alone */
    record Refused(Given given, int several) {}

    static Amount of(Take.Kind kind) {
        return switch (kind) {
            case VALUE -> new OfOne();
            case SUM -> new OfSum();
            case ROWS -> new OfRows();
            case DISTINCT -> new OfDifferent();
        };
    }

    final void add(Given given) {
        empty = false;
        take(given);
    }

    /** Whether no row was added. */
    final boolean isEmpty() {
        return empty;
    }

    abstract void take(Given given);

    /** Null where nothing is said. Asked once. */
    abstract @Nullable String value(Consumer<Refused> refused);

    static final class OfRows extends Amount {
        private long rows;

        @Override
        void take(Given given) {
            rows++;
            given.row().used++;
        }

        @Override
        @Nullable
        String value(Consumer<Refused> refused) {
            return rows == 0 ? null : Long.toString(rows);
        }
    }

    static final class OfDifferent extends Amount {
        /** 128 bits of each: a personal value is not kept longer than it is read. */
        private final Set<UUID> values = new HashSet<>();

        @Override
        void take(Given given) {
            given.row().used++;
            if (!given.value().isEmpty()) {
                values.add(UUID.nameUUIDFromBytes(given.value().getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        @Nullable
        String value(Consumer<Refused> refused) {
            return values.isEmpty() ? null : Integer.toString(values.size());
        }
    }

    static final class OfSum extends Amount {
        private final List<Given> bad = new ArrayList<>();
        private @Nullable BigDecimal sum;

        @Override
        void take(Given given) {
            Optional<BigDecimal> number = Numbers.read(given.value());
            if (given.value().isEmpty() || number.isPresent()) {
                given.row().used++;
                number.ifPresent(read -> sum = sum == null ? read : sum.add(read));
            } else {
                given.row().refused = true;
                bad.add(given);
            }
        }

        @Override
        @Nullable
        String value(Consumer<Refused> refused) {
            bad.forEach(given -> refused.accept(new Refused(given, 1)));
            return sum == null ? null : Numbers.write(sum);
        }
    }

    /** Of rows that say the same the first is used; of rows that contradict each other none. */
    static final class OfOne extends Amount {
        private final List<Given> all = new ArrayList<>();

        @Override
        void take(Given given) {
            if (given.value().isEmpty()) {
                given.row().used++;
            } else {
                all.add(given);
            }
        }

        @Override
        @Nullable
        String value(Consumer<Refused> refused) {
            if (all.isEmpty()) {
                return null;
            }
            String first = all.get(0).value();
            if (all.stream().allMatch(given -> same(first, given.value()))) {
                all.get(0).row().used++;
                all.stream().skip(1).forEach(given -> given.row().repeated = true);
                return first;
            }
            all.forEach(given -> {
                given.row().refused = true;
                refused.accept(new Refused(given, all.size()));
            });
            return null;
        }

        private static boolean same(String one, String other) {
            Optional<BigDecimal> number = Numbers.read(one);
            return one.equals(other)
                    || (number.isPresent()
                            && Numbers.read(other)
                                    .filter(read -> read.compareTo(number.get()) == 0)
                                    .isPresent());
        }
    }
}
