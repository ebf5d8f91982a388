package org.pirogue.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.it.Export.Cell;
import org.pirogue.it.FaultProxy.Fate;
import org.pirogue.it.hook.StandStill;
import org.pirogue.sandbox.truth.TruthLog;

/**
 * One exchange under proof: HMIS to repository, with a proxy before the repository, a Pirogue that is killed and started
 * again on the same data, and the repository's own log of writes to judge by.
 */
final class Crossing implements AutoCloseable {
    static final String FLOW = "hmis-to-nmdr";
    static final String QUEUE = "nmcp.hmis-to-nmdr";
    private static final int REPORTS = 25;
    private static final int COMES_BACK = 100;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final long STOPS_WITHIN_SECS = 180;

    final World world;
    final FaultProxy proxy;
    final Source source;
    final BalanceWatch watch = new BalanceWatch(FLOW);
    final Random random;
    final Path hooks;
    private final Path folder;
    private final Launchpad launchpad;
    private final List<String> settings;
    private final Map<String, String> elements;
    private final Map<String, String> units;
    private final Map<String, String> combos;
    private ChildPirogue pirogue;
    private int kills;
    private int hits;

    /**
     * @param months from, to
     * @param more settings
     */
    Crossing(Path folder, String[] months, long seed, List<String> more) throws Exception {
        this.folder = folder;
        this.random = new Random(seed);
        this.launchpad = Launchpad.build();
        this.hooks = Files.createDirectory(folder.resolve("hooks"));
        this.world = World.of(Files.createDirectory(folder.resolve("sample")), 20, months[0], months[1]);
        this.proxy = new FaultProxy(world.server("nmdr").url());
        this.source = new Source(world, random);
        Export repository = world.export("nmdr");
        this.elements = repository.codes("dataElements");
        this.units = repository.codes("organisationUnits");
        this.combos = repository.optionCombos();
        this.settings = new ArrayList<>(world.settings(folder, Map.of("nmdr", proxy.url())));
        settings.add("--pirogue.proof.folder=" + hooks);
        settings.addAll(List.of(
                // Nobody is here to approve what takes much away.
                "--pirogue.flows." + FLOW + ".hold-above-percent=100",
                "--pirogue.delivery.doubt-secs=2",
                "--pirogue.delivery.sweep-secs=10",
                "--pirogue.delivery.sweep-schedule=*/5 * * * * ?",
                "--pirogue.broker.redelivery-delay-millis=500"));
        settings.addAll(more);
        this.pirogue = launch();
        leaveArchive();
        watch.follow(pirogue.api());
    }

    private ChildPirogue launch() throws IOException {
        return launchpad.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings);
    }

    private void leaveArchive() throws Exception {
        pirogue.ready();
        if (!launchpad.hasArchive()) {
            pirogue.process().destroy();
            pirogue.process().waitFor(STOPS_WITHIN_SECS, TimeUnit.SECONDS);
            pirogue = launch().ready();
        }
    }

    ChildPirogue pirogue() {
        return pirogue;
    }

    Path data() {
        return folder.resolve("data");
    }

    Run run() {
        return pirogue.api().start(FLOW, RunRequest.of(Mode.SYNC));
    }

    /**
     * The source changes, and the delivery of that is killed at this instant.
     *
     * @param number of the kill at this instant; a request that every second one holds lands after the kill
     * @return cells that the killed delivery has written, and that the source does not want any more
     */
    Set<Cell> killAt(Aim aim, int number) throws Exception {
        ready();
        source.change(REPORTS);
        if (aim.leavesPosted()) {
            source.comeBack(COMES_BACK);
        }
        long before = truth().size();
        Aim.Held held = aim.take(proxy, hooks);
        run();
        held.await();
        kill();
        held.release(aim == Aim.BEFORE_POST && number % 2 == 1 ? Fate.GO : Fate.CUT);
        Set<Cell> gone = Set.of();
        if (aim.leavesPosted()) {
            List<Cell> given = List.copyOf(newSince(before));
            gone = source.withdraw(given.subList(0, Math.min(5, given.size())));
        }
        start();
        if (!gone.isEmpty()) {
            collectsWhileTheTargetIsAway();
        }
        return gone;
    }

    /** Otherwise the version that was killed would be read at the target and settled, before the next one comes. */
    private void collectsWhileTheTargetIsAway() {
        proxy.script((point, call) -> call.path().contains("/dataValueSets") ? Fate.CUT : Fate.GO);
        ready();
        Run next = run();
        await("the next version is handed over")
                .atMost(LONG)
                .until(
                        () -> pirogue.api().run(next.run()),
                        now -> now.isOver() || now.chunks() > 0 && now.chunksDone() == now.chunks());
        proxy.script(FaultProxy.Script.HARMLESS);
    }

    /** Waits until something is under way, and has just been written. A run that has ended is followed by another. */
    void works() {
        long before = truth().size();
        // An outage may be on: then nobody answers for a while.
        await("something is written").atMost(LONG).ignoreExceptions().until(() -> {
            if (runs().stream().allMatch(Run::isOver)) {
                source.change(REPORTS);
                run();
            }
            return truth().size() > before;
        });
    }

    /**
     * Kills the embedded PostgreSQL, and waits until Pirogue, which lives on, is well again.
     *
     * @param whole or one of its processes only, whereupon it throws all connections out
     */
    void killDatabase(boolean whole) {
        ProcessHandle database = pirogue.database().orElseThrow();
        ProcessHandle victim = whole ? database : database.children().findAny().orElseThrow();
        victim.destroyForcibly();
        await("it is dead").atMost(LONG).until(() -> !victim.isAlive());
        await("its health is good again").atMost(LONG).until(() -> pirogue.api().isHealthy());
    }

    void kill() throws InterruptedException {
        kills++;
        hits += watch.sawWork() ? 1 : 0;
        watch.follow(null);
        pirogue.kill();
    }

    /** Started, not waited for. */
    void start() throws IOException {
        pirogue = launch();
    }

    void again() throws IOException {
        start();
        ready();
    }

    void ready() {
        pirogue.ready();
        watch.follow(pirogue.api());
    }

    /** Waits until it listens, or for so long. */
    boolean listensWithin(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (pirogue.data().listening().stream()
                        .noneMatch(where -> where.pid() == pirogue.process().pid())
                && System.nanoTime() < end) {
            passes(Duration.ofMillis(50));
        }
        return System.nanoTime() < end;
    }

    /** Lets time go by, as long as Pirogue lives. */
    void passes(Duration time) throws InterruptedException {
        if (pirogue.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(
                    "it ended by itself, with " + pirogue.process().exitValue() + ":\n" + pirogue.lastWords());
        }
    }

    /** Lets time go by, or less if Pirogue ends meanwhile. */
    void staysFor(Duration time) throws InterruptedException {
        pirogue.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<Run> runs() {
        return pirogue.api().runs(FLOW, 1000);
    }

    /** Waits until it is ready, every run is over, and nothing of any, failed ones included, is on its way or held. */
    void comesToRest() {
        ready();
        proxy.script(FaultProxy.Script.HARMLESS);
        await("every run is over")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(250))
                .until(this::runs, runs -> runs.stream()
                        .allMatch(run -> run.isOver()
                                && run.inFlight() == 0
                                && !run.state().equals("held")));
    }

    TruthLog truth() {
        return world.server("nmdr").truth();
    }

    /** A cell of the repository by the key that its log has for it. */
    Cell cell(String key) {
        String[] parts = key.split("/");
        return new Cell(units.get(parts[2]), parts[1], elements.get(parts[0]), combos.get(parts[3]));
    }

    /** Cells that stood empty at the repository then, and do not now: only an attempt on record can know of them. */
    private Set<Cell> newSince(long number) {
        Map<String, Boolean> stands = new HashMap<>();
        Set<String> held = new HashSet<>();
        for (TruthLog.Write write : truth().since(number)) {
            if (write.before() != null && !stands.containsKey(write.key())) {
                held.add(write.key());
            }
            stands.put(write.key(), !write.deleted());
        }
        Set<Cell> cells = new TreeSet<>();
        stands.forEach((key, now) -> {
            if (now && !held.contains(key)) {
                cells.add(cell(key));
            }
        });
        return cells;
    }

    Judgement judge() throws IOException {
        return Judgement.of(
                source.expected(),
                world.export("nmdr").values("NMDR_MAL"),
                truth().all(),
                source.history(),
                this::cell);
    }

    /** Messages that the queue gave again. */
    long givenAgain() throws IOException {
        Path again = hooks.resolve(StandStill.AGAIN);
        return Files.exists(again) ? Files.size(again) : 0;
    }

    int kills() {
        return kills;
    }

    /** Kills that came while a run was not over. */
    int hits() {
        return hits;
    }

    @Override
    public void close() throws Exception {
        watch.close();
        pirogue.close();
        proxy.close();
        world.close();
    }
}
