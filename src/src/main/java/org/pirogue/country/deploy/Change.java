package org.pirogue.country.deploy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.flow.Collecting;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.Flows;
import org.pirogue.prepare.Problem;
import org.pirogue.workspace.FlowSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one version in the place of another, whole or not at all. Of the flows whose steps change nothing is cut short:
 * what they collect and deliver goes on to its end before their routes leave.
 */
final class Change {
    private static final Logger LOG = LoggerFactory.getLogger(Change.class);

    private final RouteSwap routes;
    private final Flows flows;
    private final FlowSettings settings;
    private final CountrySource source;
    private final Collecting collecting;
    private final FlowStarter starter;
    private final DeploySettings limits;
    private final Clock clock;
    private final Set<String> closed = new TreeSet<>();

    Change(
            RouteSwap routes,
            Flows flows,
            FlowSettings settings,
            CountrySource source,
            Collecting collecting,
            FlowStarter starter,
            DeploySettings limits,
            Clock clock) {
        this.routes = routes;
        this.flows = flows;
        this.settings = settings;
        this.source = source;
        this.collecting = collecting;
        this.starter = starter;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param waitsFor flows that are still at work: nothing is changed yet; @param problems why nothing is changed */
    record Result(Set<String> waitsFor, List<Problem> problems) {
        static final Result DONE = new Result(Set.of(), List.of());

        boolean done() {
            return waitsFor.isEmpty() && problems.isEmpty();
        }
    }

    Result put(Candidate before, Candidate after, Difference difference) {
        Set<String> leaving = difference.leaving();
        Instant since = clock.instant();
        close(leaving);
        openAllBut(leaving);
        try {
            Result result = putClosed(before, after, difference, leaving);
            if (!result.done()) {
                // Who is idle need not wait; who is busy would begin its next run before it could be changed.
                leaving.removeAll(result.waitsFor());
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(leaving, List.of());
        } finally {
            open(leaving);
            leaving.stream().filter(flows::has).forEach(flow -> starter.catchUp(flow, since));
        }
    }

    /** A change that waited is not wanted any more: all flows begin runs again. */
    void giveUp() {
        openAllBut(Set.of());
    }

    /** Those that an earlier change waited for, and this one does not touch. */
    private void openAllBut(Set<String> leaving) {
        Set<String> spared = new TreeSet<>(closed);
        spared.removeAll(leaving);
        open(spared);
        spared.stream().filter(flows::has).forEach(flow -> starter.catchUp(flow, clock.instant()));
    }

    private void close(Set<String> some) {
        closed.addAll(some);
        collecting.close(some);
    }

    private void open(Set<String> some) {
        closed.removeAll(some);
        collecting.open(some);
    }

    private Result putClosed(Candidate before, Candidate after, Difference difference, Set<String> leaving)
            throws InterruptedException {
        Set<String> busy = collecting.idle(leaving, limits.waits());
        if (!busy.isEmpty()) {
            return new Result(busy, List.of());
        }
        List<String> ids = routes.ids(leaving, difference.shared());
        try {
            String late = routes.stop(ids, limits.waits());
            if (late != null) {
                return new Result(Set.of(late.substring(0, late.lastIndexOf('.'))), List.of());
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return back(before, after, difference, e);
        }
        try {
            exchange(after, difference, ids);
            return Result.DONE;
        } catch (Exception e) {
            return back(before, after, difference, e);
        }
    }

    private void exchange(Candidate to, Difference difference, Collection<String> ids) throws Exception {
        routes.remove(ids, difference.kamelets());
        source.apply(to.config());
        settings.change(to.deployment().settings());
        flows.change(to.deployment().flows(), to.deployment().versions());
        routes.load(files(to.deployment(), difference), to.deployment().kamelets());
    }

    private static List<Path> files(Deployment of, Difference difference) {
        List<Path> files = new ArrayList<>();
        Set<String> touched = new TreeSet<>(difference.coming());
        touched.addAll(difference.removed());
        touched.stream()
                .filter(flow -> of.flow(flow).isPresent())
                .map(of::routeFile)
                .forEach(files::add);
        difference.shared().stream()
                .filter(of.sharedDigests()::containsKey)
                .map(of::sharedFile)
                .forEach(files::add);
        return files;
    }

    private Result back(Candidate before, Candidate after, Difference difference, Exception why) {
        List<Problem> problems = new ArrayList<>();
        problems.add(new Problem("P654", place(after, difference), null, said(why), "correct it"));
        try {
            Set<String> touched = new TreeSet<>(difference.coming());
            touched.addAll(difference.removed());
            exchange(before, difference, routes.ids(touched, difference.shared()));
        } catch (Exception e) {
            LOG.error("P658 routes could not be put back: {}", said(e));
            problems.add(new Problem(
                    "P658",
                    place(before, difference),
                    null,
                    "the former routes could not be put back: " + said(e),
                    "correct the files, then start Pirogue again"));
        }
        return new Result(Set.of(), problems);
    }

    private static String place(Candidate of, Difference difference) {
        return String.join(
                ", ",
                files(of.deployment(), difference).stream()
                        .map(file -> of.deployment().home().relativize(file).toString())
                        .toList());
    }

    /** Camel's own words, of the innermost cause: its first line, which names no value. */
    private static String said(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return "Camel cannot run it: " + cause.getClass().getSimpleName() + " " + text;
    }
}
