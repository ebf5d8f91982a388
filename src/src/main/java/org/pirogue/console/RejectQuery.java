package org.pirogue.console;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.FlowException;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.RejectFilter;

/**
 * Which rejects a caller means: all that fulfil everything that is said.
 *
 * @param orgUnit code of a unit; the units below it are meant too
 * @param onlyUnit the unit itself only
 * @param state {@code open} where nothing is said, {@code all}, or one of the others
 */
record RejectQuery(
        @Nullable String flow,
        @Nullable Long run,
        @Nullable String orgUnit,
        @Nullable Boolean onlyUnit,
        @Nullable String period,
        @Nullable String dataElement,
        @Nullable String code,
        @Nullable String kind,
        @Nullable String state) {

    /** @throws FlowException P487 an unknown unit, P488 an unknown state or kind */
    RejectFilter filter(RejectNames names) {
        Set<String> units = orgUnit == null || orgUnit.isBlank()
                ? null
                : Boolean.TRUE.equals(onlyUnit) ? Set.of(orgUnit) : names.subtree(flow, orgUnit);
        return new RejectFilter(
                blank(flow), run, units, blank(period), blank(dataElement), blank(code), kindOf(), states());
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private Reject.@Nullable Kind kindOf() {
        return blank(kind) == null ? null : constant(Reject.Kind.class, String.valueOf(kind));
    }

    private Set<Reject.State> states() {
        if (blank(state) == null) {
            return EnumSet.of(Reject.State.OPEN);
        }
        return "all".equalsIgnoreCase(state)
                ? Set.of()
                : EnumSet.of(constant(Reject.State.class, String.valueOf(state)));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new FlowException(
                        "P488",
                        "'" + name + "' is none of "
                                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }
}
