package org.pirogue.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.RunTable;
import org.pirogue.cli.Screen;
import org.pirogue.cli.rest.Comparison;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.RunningPirogue;

/**
 * Runs every flow of a country, lets some cases change, runs them again to show that only the difference travels, and
 * compares source and target at the end.
 */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TABLE = "P619";
    /** A demonstration plants some hundreds. */
    private static final int MOST_REJECTS = 100_000;

    private final CountryConfig country;
    private final RunningPirogue pirogue;
    private final SampleWorld world;
    private final Screen screen;
    private final Followed followed;
    private final boolean tables;
    private final Optional<AwayPartner> partner;
    private final List<Run> between = new ArrayList<>();
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private final Map<String, List<DemoReport.Refused>> refused = new LinkedHashMap<>();

    /**
     * @param tables whether each round's table is printed to standard output
     * @param partner of the country; empty where there is none
     */
    public Demo(
            CountryConfig country,
            RunningPirogue pirogue,
            SampleWorld world,
            Screen screen,
            Followed.Wait wait,
            boolean tables,
            Optional<AwayPartner> partner) {
        this.country = country;
        this.pirogue = pirogue;
        this.world = world;
        this.screen = screen;
        this.followed = new Followed(pirogue, screen, wait, PATIENCE);
        this.tables = tables;
        this.partner = partner;
    }

    public DemoReport show() {
        screen.say("demo.firstRound");
        round();
        partner.ifPresent(AwayPartner::comes);
        screen.say("demo.change");
        world.change();
        partner.ifPresent(this::misses);
        screen.say("demo.secondRound");
        round();
        DemoReport.Partner back = partner.map(AwayPartner::comesAgain).orElse(null);
        if (back != null) {
            tell(back);
        }
        boolean agrees = agrees() && (back == null || back.equal());
        return new DemoReport(country.country(), counted(), back, agrees);
    }

    /** While the partner is away its dataset gets a version, and then what makes the next one. */
    private void misses(AwayPartner away) {
        SampleWorld.Partner wanted = world.partner().orElseThrow();
        between.add(followed.toTheEnd(wanted.flow(), world.request(wanted.flow(), Mode.SYNC)));
        away.isTold();
        world.changeAgain();
    }

    private void tell(DemoReport.Partner back) {
        screen.say(
                back.equal() ? "demo.partnerHas" : "demo.partnerLacks",
                back.account(),
                back.dataset(),
                back.missed().size(),
                back.events(),
                back.rows());
    }

    /** Whether every run balanced and none failed. A run that is partial may be right: it says which values were refused. */
    public boolean everyRunIsSound() {
        return Stream.concat(between.stream(), runs.values().stream().flatMap(List::stream))
                .allMatch(run -> run.balanced() && !run.failed());
    }

    private void round() {
        RunTable table = new RunTable(screen);
        for (CountryConfig.Flow flow : country.flows()) {
            Run run = followed.toTheEnd(flow.name(), world.request(flow.name(), Mode.SYNC));
            List<Run> rounds = runs.computeIfAbsent(flow.name(), name -> new ArrayList<>());
            rounds.add(run);
            refused.computeIfAbsent(flow.name(), name -> new ArrayList<>())
                    .addAll(DemoReport.Refused.of(rounds.size(), pirogue.rejects(run.run(), MOST_REJECTS)));
            table.add(run);
        }
        if (tables) {
            table.print();
        } else {
            table.tell();
        }
    }

    /** Comparisons write nothing, so all of them run at once. */
    private boolean agrees() {
        boolean all = true;
        List<Run> tables = new ArrayList<>();
        for (Run run : all(
                Mode.COMPARE,
                country.flows().stream().map(CountryConfig.Flow::name).toList())) {
            if (isTable(run)) {
                tables.add(run);
            } else {
                all &= agrees(run);
            }
        }
        for (Run run : all(Mode.PLAN, tables.stream().map(Run::flow).toList())) {
            all &= isAsWritten(run);
        }
        return all;
    }

    private List<Run> all(Mode mode, List<String> flows) {
        List<Run> started = flows.stream()
                .map(flow -> pirogue.start(flow, world.request(flow, mode)))
                .toList();
        return started.stream().map(followed::toTheEnd).toList();
    }

    /** Targets of tables are written to and not read: such a flow is not compared, and says so. */
    private static boolean isTable(Run run) {
        return run.failed() && run.problem() != null && run.problem().code().equals(TABLE);
    }

    /** Whether the source gives the very table that was delivered last. */
    private boolean isAsWritten(Run plan) {
        long[] rows = {0};
        if (plan.failed()) {
            return agrees(plan);
        }
        pirogue.plan(plan.run(), slice -> rows[0] += slice.changes().size());
        screen.say(rows[0] == 0 ? "demo.asWritten" : "demo.notAsWritten", plan.flow(), plan.desired(), rows[0]);
        return rows[0] == 0;
    }

    private boolean agrees(Run run) {
        String flow = run.flow();
        if (run.failed()) {
            screen.say(
                    "demo.notCompared",
                    flow,
                    run.problem() == null ? "" : screen.sentence(run.problem().text()));
            return false;
        }
        Comparison seen = pirogue.comparison(run.run());
        screen.say(
                seen.agrees() ? "demo.agrees" : "demo.disagrees",
                flow,
                seen.cells(),
                seen.equal(),
                seen.different(),
                seen.missing(),
                seen.extra(),
                seen.rejected(),
                seen.conflict());
        return seen.agrees();
    }

    private List<DemoReport.FlowRuns> counted() {
        return runs.entrySet().stream()
                .map(flow -> new DemoReport.FlowRuns(
                        flow.getKey(),
                        flow.getValue().stream().map(Demo::counts).toList(),
                        refused.get(flow.getKey())))
                .toList();
    }

    private static DemoReport.Counts counts(Run run) {
        return new DemoReport.Counts(
                run.read(),
                run.used(),
                run.ignored(),
                run.unmapped(),
                run.invalid(),
                run.duplicate(),
                run.suppressed(),
                run.desired(),
                run.written(),
                run.unchanged(),
                run.rejected(),
                run.inFlight(),
                run.conflict(),
                run.superseded(),
                run.retracted(),
                run.deleted(),
                run.balanced(),
                run.seconds());
    }
}
