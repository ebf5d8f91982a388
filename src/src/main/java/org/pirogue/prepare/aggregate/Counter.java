package org.pirogue.prepare.aggregate;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Numbers;

/** What one cell of one slice has counted so far. */
sealed interface Counter {
    /** @param amount what a sum adds, null for NULL */
    void add(String person, @Nullable Double amount);

    /** Null where nothing was counted. */
    @Nullable
    String value();

    final class OfRecords implements Counter {
        private long records;

        @Override
        public void add(String person, @Nullable Double amount) {
            records++;
        }

        @Override
        public @Nullable String value() {
            return records == 0 ? null : Long.toString(records);
        }
    }

    final class OfPersons implements Counter {
        private final Set<String> persons = new HashSet<>();

        @Override
        public void add(String person, @Nullable Double amount) {
            persons.add(person);
        }

        @Override
        public @Nullable String value() {
            return persons.isEmpty() ? null : Integer.toString(persons.size());
        }
    }

    final class OfAmounts implements Counter {
        private @Nullable BigDecimal sum;

        @Override
        public void add(String person, @Nullable Double amount) {
            if (amount != null) {
                BigDecimal exact = BigDecimal.valueOf(amount);
                sum = sum == null ? exact : sum.add(exact);
            }
        }

        @Override
        public @Nullable String value() {
            return sum == null ? null : Numbers.write(sum);
        }
    }
}
