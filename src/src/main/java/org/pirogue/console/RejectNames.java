package org.pirogue.console;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.NameCache;
import org.pirogue.flow.Names;
import org.pirogue.ledger.reject.Reject;
import org.springframework.stereotype.Component;

/** How people call the units, data elements and options of rejects: as the flow's target does, else as its source does. */
@Component
class RejectNames {
    private final Flows flows;
    private final NameCache names;

    RejectNames(Flows flows, NameCache names) {
        this.flows = flows;
        this.names = names;
    }

    /** The names of both sides of one flow. A flow that is gone has none. */
    record OfFlow(Names target, Names source) {
        String orgUnit(@Nullable String code) {
            return code == null ? "" : other(code, target.orgUnit(code), source.orgUnit(code));
        }

        String dataElement(@Nullable String code) {
            return code == null ? "" : other(code, target.dataElement(code), source.dataElement(code));
        }

        String categoryOptions(@Nullable String codes) {
            return codes == null || codes.isEmpty()
                    ? ""
                    : other(codes, target.categoryOptions(codes), source.categoryOptions(codes));
        }

        private static String other(String code, String target, String source) {
            return target.equals(code) ? source : target;
        }
    }

    OfFlow of(String flow) {
        return flows.all().stream()
                .filter(known -> known.name().equals(flow))
                .findFirst()
                .map(known -> new OfFlow(
                        names.of(known.target().parameter("connection")),
                        names.of(known.source().parameter("connection"))))
                .orElse(new OfFlow(Names.none(), Names.none()));
    }

    /**
     * The unit and all below it, wherever a flow's server knows it.
     *
     * @throws FlowException P487 where none does
     */
    Set<String> subtree(@Nullable String flow, String orgUnit) {
        return flows.all().stream()
                .filter(known -> flow == null || known.name().equals(flow))
                .flatMap(RejectNames::connections)
                .distinct()
                .map(connection -> names.of(connection).subtree(orgUnit))
                .flatMap(found -> found.stream())
                .findFirst()
                .orElseThrow(() -> new FlowException(
                        "P487",
                        "no server of " + (flow == null ? "this country" : flow) + " shows an org unit '" + orgUnit
                                + "': check the code, and that the server can be reached"));
    }

    private static Stream<String> connections(Flow flow) {
        return Stream.of(flow.target().parameter("connection"), flow.source().parameter("connection"));
    }

    /** What a refusal is about. */
    static String subject(Reject reject, OfFlow names) {
        if (Hints.OF_UNITS.contains(reject.code())) {
            return names.orgUnit(reject.orgUnit());
        }
        return names.dataElement(reject.dataElement());
    }
}
