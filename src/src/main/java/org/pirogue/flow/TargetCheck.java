package org.pirogue.flow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.period.Period;

/**
 * What the target's metadata already says it will refuse: such a value becomes a reject before it is sent, and does not
 * sink its neighbours.
 */
final class TargetCheck {
    /** @param text why, and what to do */
    record Refused(String code, String text) {}

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?([eE]-?\\d{1,3})?");

    private final DataSetMetadata target;
    private final Clock clock;
    private final Set<String> closed;

    TargetCheck(DataSetMetadata target, Clock clock) {
        this(target, clock, Set.of());
    }

    private TargetCheck(DataSetMetadata target, Clock clock, Set<String> closed) {
        this.target = target;
        this.clock = clock;
        this.closed = closed;
    }

    /** The same, where the target does not let us read these units: what may stand there is not written over unseen. */
    TargetCheck butFor(Set<String> units) {
        return new TargetCheck(target, clock, units);
    }

    /** Whether the slice can stand at the target at all. */
    Optional<Refused> slice(SliceKey key) {
        if (target.orgUnitId(key.orgUnit()) == null) {
            return refused(
                    "P401",
                    "org unit '" + key.orgUnit() + "' is not assigned to data set " + target.code()
                            + " at the target: ask its administrator to create or assign it");
        }
        if (closed.contains(key.orgUnit())) {
            return refused(
                    "P430",
                    "the target does not let us read org unit '" + key.orgUnit()
                            + "', so nothing is written there: ask its administrator for access");
        }
        if (target.attributeOptionComboId(key.attributeOptions()) == null) {
            return refused(
                    "P407", "attribute options '" + key.attributeOptions() + "' name no option combo at the target");
        }
        return period(key.period());
    }

    private Optional<Refused> period(String id) {
        Optional<Period> period = Period.read(id);
        if (period.isEmpty() || !period.get().type().dhis2Name().equals(target.periodType())) {
            return refused("P404", "period '" + id + "' is not of the target's type " + target.periodType());
        }
        // The current period is left to the server: versions differ on whether it is open.
        Period latest = Period.of(period.get().type(), LocalDate.now(clock));
        for (int i = 0; i < target.openFuturePeriods(); i++) {
            latest = latest.next();
        }
        return period.get().firstDay().isAfter(latest.firstDay())
                ? refused("P406", "period '" + id + "' is not open yet at the target")
                : Optional.empty();
    }

    /** Whether the cell exists in the target's data set. */
    Optional<Refused> cell(Cell cell) {
        if (cell.equals(Cell.COMPLETE)) {
            return Optional.empty();
        }
        DataSetMetadata.Element element = target.element(cell.dataElement());
        if (element == null) {
            return refused(
                    "P402",
                    "data element '" + cell.dataElement() + "' is not in data set " + target.code() + " at the target");
        }
        if (target.optionComboId(element, cell.categoryOptions()) == null) {
            return refused(
                    "P403",
                    "category options '" + cell.categoryOptions() + "' are no option combo of '" + cell.dataElement()
                            + "' at the target");
        }
        return Optional.empty();
    }

    /** Whether the value is of the element's type. */
    Optional<Refused> value(Cell cell, String value) {
        DataSetMetadata.Element element = target.element(cell.dataElement());
        if (element == null || fits(element.valueType(), value)) {
            return Optional.empty();
        }
        return refused(
                "P405",
                "the value is not " + element.valueType() + ", as '" + cell.dataElement() + "' is at the target");
    }

    private static boolean fits(String type, String value) {
        return switch (type) {
            case "INTEGER" -> whole(value).isPresent();
            case "INTEGER_POSITIVE" -> whole(value).filter(n -> n.signum() > 0).isPresent();
            case "INTEGER_NEGATIVE" -> whole(value).filter(n -> n.signum() < 0).isPresent();
            case "INTEGER_ZERO_OR_POSITIVE" ->
                whole(value).filter(n -> n.signum() >= 0).isPresent();
            case "NUMBER" -> number(value).isPresent();
            case "PERCENTAGE" -> number(value).filter(n -> within(n, 100)).isPresent();
            case "UNIT_INTERVAL" -> number(value).filter(n -> within(n, 1)).isPresent();
            case "BOOLEAN" -> value.equals("true") || value.equals("false");
            case "TRUE_ONLY" -> value.equals("true");
            default -> true;
        };
    }

    /** A value that fits the type: every deletion that was seen to work carried one, and what it says is not read. */
    static String anyOf(String type) {
        return switch (type) {
            case "INTEGER_POSITIVE" -> "1";
            case "INTEGER_NEGATIVE" -> "-1";
            case "BOOLEAN", "TRUE_ONLY" -> "true";
            case "DATE", "AGE" -> "2000-01-01";
            default -> "0";
        };
    }

    private static boolean within(BigDecimal number, int most) {
        return number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static Optional<BigInteger> whole(String value) {
        return WHOLE.matcher(value).matches() ? Optional.of(new BigInteger(value)) : Optional.empty();
    }

    private static Optional<BigDecimal> number(String value) {
        return NUMBER.matcher(value).matches() ? Optional.of(new BigDecimal(value)) : Optional.empty();
    }

    private static Optional<Refused> refused(String code, String text) {
        return Optional.of(new Refused(code, text));
    }
}
