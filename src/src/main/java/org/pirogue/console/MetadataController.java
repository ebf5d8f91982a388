package org.pirogue.console;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataCheck;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the tables of all flows fit what their servers have now. */
@RestController
@RequestMapping("/api/metadata")
class MetadataController {
    private final Flows flows;
    private final MetadataCheck check;
    private final Rights rights;

    MetadataController(Flows flows, MetadataCheck check, Rights rights) {
        this.flows = flows;
        this.rights = rights;
        this.check = check;
    }

    /** One thing that does not fit. @param place file beside the flow, or the flow itself */
    record Misfit(
            String flow,
            String code,
            String place,
            @Nullable String value,
            String text,
            String hint) {}

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.LIST)
    @GetMapping("/misfits")
    List<Misfit> misfits() {
        Predicate<String> seen = rights.seen(Right.SEE_RUNS);
        return flows.all().stream()
                .filter(flow -> seen.test(flow.workspace()))
                .flatMap(flow -> check.of(flow).stream().map(problem -> misfit(flow, problem)))
                .toList();
    }

    private static Misfit misfit(Flow flow, org.pirogue.prepare.Problem problem) {
        return new Misfit(
                flow.name(), problem.code(), problem.place(), problem.value(), problem.text(), problem.hint());
    }
}
