package org.pirogue.prepare.convert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.pirogue.prepare.Numbers;

/** How the values of several periods become one; named as DHIS2's aggregation types over time. */
enum Join {
    /** Counts. DHIS2's {@code SUM}. */
    SUM {
        @Override
        String of(List<String> values) {
            return Numbers.write(sum(values));
        }
    },
    /** Rates and levels: the mean of the periods that have a value, each period weighing the same. */
    AVERAGE {
        @Override
        String of(List<String> values) {
            return Numbers.write(sum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64));
        }
    },
    /** Stock at hand: the value of the latest period that has one, as it is written. DHIS2's {@code LAST} within the period. */
    LAST {
        @Override
        String of(List<String> values) {
            return values.get(values.size() - 1);
        }
    };

    /** @param values at least one, in the order of time; numbers, but for {@code LAST} */
    abstract String of(List<String> values);

    private static BigDecimal sum(List<String> values) {
        return values.stream().flatMap(value -> Numbers.read(value).stream()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
