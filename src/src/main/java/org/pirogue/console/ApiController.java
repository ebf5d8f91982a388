package org.pirogue.console;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.Flows;
import org.pirogue.flow.TargetNames;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.prepare.period.Period;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of flows and runs. */
@RestController
@RequestMapping("/api")
class ApiController {
    private static final int MOST = 10_000;

    private final Flows flows;
    private final FlowStarter starter;
    private final RunBook runs;
    private final RunRequests requests;
    private final Rejects rejects;
    private final Plans plans;
    private final TargetNames names;
    private final ApiStatus status;
    private final VersionBook versions;
    private final Clock clock;
    private final Rights rights;

    ApiController(
            Flows flows,
            FlowStarter starter,
            RunBook runs,
            RunRequests requests,
            Rejects rejects,
            Plans plans,
            TargetNames names,
            ApiStatus status,
            VersionBook versions,
            Clock clock,
            Rights rights) {
        this.flows = flows;
        this.starter = starter;
        this.runs = runs;
        this.requests = requests;
        this.rejects = rejects;
        this.plans = plans;
        this.names = names;
        this.status = status;
        this.versions = versions;
        this.clock = clock;
        this.rights = rights;
    }

    /**
     * What run is asked for.
     *
     * @param from first period of a window, DHIS2 period id; null: what changed
     * @param mode SYNC where nothing is said
     * @param adoptDeletes of a full run: deletes what is not the flow's own in its claim, where nothing should stand
     */
    record Asked(
            @Nullable String from,
            @Nullable String to,
            boolean full,
            Envelope.@Nullable Mode mode,
            boolean adoptDeletes) {}

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.LIST)
    @GetMapping("/status")
    ApiStatus.Shown status() {
        return status.show(
                rights.seen(Right.SEE_RUNS), rights.caller().everywhere().contains(Right.OPERATE));
    }

    @Needs(value = Right.RUN, of = Needs.Of.FLOW)
    @PostMapping("/flows/{flow}/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiRun start(@PathVariable String flow, @RequestBody Asked asked) {
        String from = period(asked.from());
        String to = period(asked.to());
        Envelope.Mode mode = asked.mode() == null ? Envelope.Mode.SYNC : asked.mode();
        if (asked.adoptDeletes()) {
            mayAdoptDeletes(asked.full(), mode);
            // It takes away what others have put there.
            rights.need(Right.DECIDE, flows.get(flow).workspace());
            return shown(starter.startAdoptingDeletes(flow, from, to));
        }
        return shown(starter.start(flow, mode, from, to, asked.full()));
    }

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.FLOW)
    @GetMapping("/flows/{flow}/runs")
    List<ApiRun> runs(@PathVariable String flow, @RequestParam(defaultValue = "20") int limit) {
        return runs.list(flows.get(flow).name(), atMost(limit)).stream()
                .map(this::shown)
                .toList();
    }

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.RUN)
    @GetMapping("/runs/{run}")
    ApiRun run(@PathVariable long run) {
        return shown(known(run));
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.RUN)
    @GetMapping("/runs/{run}/rejects")
    List<ApiReject> rejects(@PathVariable long run, @RequestParam(defaultValue = "1000") int limit, Locale accepted) {
        Hints hints = Hints.in(accepted);
        return rejects.list(known(run).run(), atMost(limit)).stream()
                .map(reject -> ApiReject.of(reject, hints))
                .toList();
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.RUN)
    @GetMapping("/runs/{run}/plan")
    List<ApiPlan> plan(
            @PathVariable long run,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        TargetNames.Names called = names.of(known(run).flow());
        return plans.plan(run, atMost(limit), Math.max(0, offset)).stream()
                .map(slice -> ApiPlan.of(slice, called))
                .toList();
    }

    /** What it handed over is delivered; the rest is not read. */
    @Needs(value = Right.RUN, of = Needs.Of.RUN)
    @PostMapping("/runs/{run}/cancel")
    ApiRun cancel(@PathVariable long run) {
        return shown(starter.cancel(run));
    }

    /** Only of a run that has ended: half a comparison would agree too easily. */
    @Needs(value = Right.SEE_RUNS, of = Needs.Of.RUN)
    @GetMapping("/runs/{run}/comparison")
    ApiComparison comparison(@PathVariable long run) {
        Optional<Plans.Comparison> found = known(run).state().ended() ? plans.comparison(run) : Optional.empty();
        return ApiComparison.of(
                found.orElseThrow(() -> new FlowException("P553", "run " + run + " has compared nothing (yet)")));
    }

    private ApiRun shown(Run run) {
        String period = run.state().ended() ? null : requests.period(run.run()).orElse(null);
        return ApiRun.of(run, period, versions.of(run.run()).orElse(null), clock.instant());
    }

    private Run known(long run) {
        return runs.find(run).orElseThrow(() -> new FlowException("P552", "there is no run " + run));
    }

    private static void mayAdoptDeletes(boolean full, Envelope.Mode mode) {
        if (!full || mode != Envelope.Mode.SYNC) {
            throw new FlowException("P431", "deletions are adopted by a full run only: ask for it with --full");
        }
    }

    private static @Nullable String period(@Nullable String id) {
        if (id != null && Period.read(id).isEmpty()) {
            throw new FlowException("P554", "'" + id + "' is no DHIS2 period: write 202601, 2026W5, 2026Q1 or 2026");
        }
        return id;
    }

    private static int atMost(int limit) {
        return Math.max(1, Math.min(limit, MOST));
    }
}
