package org.pirogue.ledger.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rejects are meant; null asks for nothing of the kind.
 *
 * @param run the run that met them first or again
 * @param orgUnits codes of the organisation units
 * @param from first period identifier, compared as text with others of its length
 * @param code Pirogue's or the target's
 * @param states none means all
 * @param workspaces whose runs met them; null means all
 */
public record RejectFilter(
        @Nullable String flow,
        @Nullable Long run,
        @Nullable Set<String> orgUnits,
        @Nullable String period,
        @Nullable String dataElement,
        @Nullable String code,
        Reject.@Nullable Kind kind,
        Set<Reject.State> states,
        @Nullable Set<String> workspaces) {
    public static final RejectFilter ALL = new RejectFilter(null, null, null, null, null, null, null, Set.of());

    public RejectFilter(
            @Nullable String flow,
            @Nullable Long run,
            @Nullable Set<String> orgUnits,
            @Nullable String period,
            @Nullable String dataElement,
            @Nullable String code,
            Reject.@Nullable Kind kind,
            Set<Reject.State> states) {
        this(flow, run, orgUnits, period, dataElement, code, kind, states, null);
    }

    public static RejectFilter ofRun(long run) {
        return new RejectFilter(null, run, null, null, null, null, null, Set.of());
    }

    public RejectFilter ofKind(Reject.@Nullable Kind wanted) {
        return new RejectFilter(flow, run, orgUnits, period, dataElement, code, wanted, states, workspaces);
    }

    public RejectFilter within(@Nullable Set<String> wanted) {
        return new RejectFilter(flow, run, orgUnits, period, dataElement, code, kind, states, wanted);
    }

    /** The condition on {@code ledger.reject r}, and what it compares with. */
    Where where() {
        Where where = new Where();
        where.is("r.flow = ?", flow);
        if (run != null) {
            where.is("(r.run = ? or r.id in (select a.reject from ledger.reject_again a where a.run = ?))", run, run);
        }
        if (orgUnits != null) {
            where.is("r.org_unit = any(?)", (Object) orgUnits.toArray(String[]::new));
        }
        where.is("r.period = ?", period);
        where.is("r.data_element = ?", dataElement);
        where.is("r.code = ?", code);
        where.is("r.kind = ?", kind == null ? null : Rejects.sql(kind));
        if (!states.isEmpty()) {
            where.is("r.state = any(?)", (Object)
                    states.stream().map(Rejects::sql).toArray(String[]::new));
        }
        if (workspaces != null) {
            where.is("r.run in (select w.run from ledger.run w where w.workspace = any(?))", (Object)
                    workspaces.toArray(String[]::new));
        }
        return where;
    }

    /** Conditions that are all to hold. */
    static final class Where {
        private final List<String> conditions = new ArrayList<>(List.of("true"));
        private final List<Object> values = new ArrayList<>();

        void is(String condition, @Nullable Object... compared) {
            for (Object each : compared) {
                if (each == null) {
                    return;
                }
            }
            conditions.add(condition);
            values.addAll(List.of(compared));
        }

        String sql() {
            return " where " + String.join(" and ", conditions);
        }

        Object[] values(Object... more) {
            List<Object> all = new ArrayList<>(values);
            all.addAll(List.of(more));
            return all.toArray();
        }
    }
}
