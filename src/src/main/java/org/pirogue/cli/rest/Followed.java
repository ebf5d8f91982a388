package org.pirogue.cli.rest;

import java.time.Duration;
import java.util.List;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.Screen;

/** Looks after a run until it is over, and shows how far it is. */
public final class Followed {
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final RunningPirogue pirogue;
    private final Screen screen;
    private final Wait wait;
    private final Duration patience;

    /** Between two looks. An implementation may throw, if it learns meanwhile that waiting is in vain. */
    public interface Wait {
        void pass(Duration time) throws InterruptedException;
    }

    /** @param patience how long a run may stand still: what waits for a server that is down may do so for days */
    public Followed(RunningPirogue pirogue, Screen screen, Wait wait, Duration patience) {
        this.pirogue = pirogue;
        this.screen = screen;
        this.wait = wait;
        this.patience = patience;
    }

    public static Followed patiently(RunningPirogue pirogue, Screen screen) {
        return new Followed(pirogue, screen, time -> Thread.sleep(time.toMillis()), Duration.ofDays(36500));
    }

    /**
     * Starts a run and returns it when it is over: done, partial or failed.
     *
     * @throws Refusal P524 if it stands still for too long
     */
    public Run toTheEnd(String flow, RunRequest wish) {
        return toTheEnd(pirogue.start(flow, wish));
    }

    /**
     * Returns a run that was started before, when it is over.
     *
     * @throws Refusal P524 if it stands still for too long
     */
    public Run toTheEnd(Run started) {
        String flow = started.flow();
        Run run = started;
        Duration pause = FIRST_LOOK;
        long movedAt = System.nanoTime();
        while (!run.isOver()) {
            show(run);
            pass(flow, run, pause);
            pause = LOOK_EVERY.compareTo(pause.multipliedBy(2)) < 0 ? LOOK_EVERY : pause.multipliedBy(2);
            Run now = pirogue.run(run.run());
            if (!place(now).equals(place(run))) {
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > patience.toNanos()) {
                throw Refusal.failed("P524", flow, run.run(), patience.toSeconds());
            }
            run = now;
        }
        return run;
    }

    private void pass(String flow, Run run, Duration pause) {
        try {
            wait.pass(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("P524", flow, run.run(), 0);
        }
    }

    private static List<Object> place(Run run) {
        return List.of(run.state(), run.chunksDone(), run.read(), run.written(), run.deleted(), run.inFlight());
    }

    private void show(Run run) {
        screen.progress(
                run.run() + run.state(),
                screen.text(
                        "run.progress",
                        run.flow(),
                        screen.text("state." + run.state()),
                        run.chunksDone(),
                        run.chunks(),
                        run.read(),
                        run.written(),
                        run.inFlight(),
                        run.period() == null ? "" : run.period()));
    }
}
