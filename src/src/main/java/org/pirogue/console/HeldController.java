package org.pirogue.console;

import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Approvals;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.TargetNames;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of held runs: what waits for a person, and the decision. */
@RestController
@RequestMapping("/api/runs")
class HeldController {
    private static final int MOST = 10_000;

    private final Approvals approvals;
    private final TargetNames names;
    private final VersionBook versions;
    private final Clock clock;
    private final Rights rights;

    HeldController(Approvals approvals, TargetNames names, VersionBook versions, Clock clock, Rights rights) {
        this.approvals = approvals;
        this.names = names;
        this.versions = versions;
        this.clock = clock;
        this.rights = rights;
    }

    /**
     * A decision.
     *
     * @param by who says it, where several share one sign-in
     * @param reason why; must be given
     */
    record Said(@Nullable String by, @Nullable String reason) {}

    /** Runs that wait, oldest first; {@code held} is the only state that is asked for over all flows. */
    @Needs(value = Right.SEE_RUNS, of = Needs.Of.FLOW)
    @GetMapping
    List<ApiRun> waiting(@RequestParam String state, @RequestParam(required = false) @Nullable String flow) {
        if (!state.equals("held")) {
            throw new FlowException("P446", "runs of all flows are listed by state=held; others by their flow");
        }
        Predicate<String> seen = rights.seen(Right.SEE_RUNS);
        return approvals.waiting(flow).stream()
                .filter(run -> seen.test(run.workspace()))
                .map(this::shown)
                .toList();
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.RUN)
    @GetMapping("/{run}/held")
    List<ApiPlan> difference(
            @PathVariable long run,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        int most = Math.max(1, Math.min(limit, MOST));
        List<PlannedSlice> page = approvals.difference(run, most, Math.max(0, offset));
        TargetNames.Names called = names.of(approvals.flow(run));
        return page.stream().map(slice -> ApiPlan.of(slice, called)).toList();
    }

    @Needs(value = Right.DECIDE, of = Needs.Of.RUN)
    @PostMapping("/{run}/approve")
    ApiRun approve(@PathVariable long run, @RequestBody Said said, Principal who) {
        return shown(approvals.approve(run, decision(who, said)));
    }

    @Needs(value = Right.DECIDE, of = Needs.Of.RUN)
    @PostMapping("/{run}/refuse")
    ApiRun refuse(@PathVariable long run, @RequestBody Said said, Principal who) {
        return shown(approvals.refuse(run, decision(who, said)));
    }

    /** Who signed in is known; who sits there is what they say. */
    private static Decision decision(Principal who, Said said) {
        String by = said.by();
        String name = by == null || by.isBlank() ? who.getName() : by.strip() + " (" + who.getName() + ")";
        return new Decision(name, Objects.requireNonNullElse(said.reason(), "").strip());
    }

    private ApiRun shown(Run run) {
        return ApiRun.of(run, null, versions.of(run.run()).orElse(null), clock.instant());
    }
}
