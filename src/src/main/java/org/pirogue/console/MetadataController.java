package org.pirogue.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataCheck;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the tables of all flows fit what their servers have now. */
@RestController
@RequestMapping("/api/metadata")
class MetadataController {
    private final Flows flows;
    private final MetadataCheck check;

    MetadataController(Flows flows, MetadataCheck check) {
        this.flows = flows;
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

    @GetMapping("/misfits")
    List<Misfit> misfits() {
        return flows.all().stream()
                .flatMap(flow -> check.of(flow).stream().map(problem -> misfit(flow, problem)))
                .toList();
    }

    private static Misfit misfit(Flow flow, org.pirogue.prepare.Problem problem) {
        return new Misfit(
                flow.name(), problem.code(), problem.place(), problem.value(), problem.text(), problem.hint());
    }
}
