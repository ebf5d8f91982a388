package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.Pirogue;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.PlannedSlice;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.RunningPirogue;
import org.pirogue.ledger.MovedClock;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.fault.Fault;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** When flows run: looked at beforehand, after each other, because of each other, period by period; on a clock that is moved. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TriggerIT {
    private static final String COUNT = "tracker-to-hmis";
    private static final String CARRY = "hmis-to-nmdr";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    @TempDir
    static Path folder;

    private static final MovedClock CLOCK = new MovedClock();
    private static World world;
    private static ConfigurableApplicationContext pirogue;
    private static RunningPirogue api;
    private static Duration ahead = Duration.ZERO;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 250, "202511", "202604");
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.addAll(List.of(
                "--pirogue.country=burundi",
                "--pirogue.home=" + World.CHECKOUT,
                "--pirogue.data=" + folder.resolve("data"),
                "--pirogue.database.binaries=target/postgres-binaries",
                "--pirogue.follow-schedule=* * * * * ?",
                // Longer than this test: only the moved clock lets it pass.
                "--pirogue.flows.hmis-to-nmdr.debounce-secs=3000",
                // The sample is small: a few deletions are a large part of it.
                "--pirogue.flows.tracker-to-hmis.hold-above-percent=100",
                "--pirogue.flows.hmis-to-nmdr.hold-above-percent=100",
                "--server.port=0"));
        for (Path flow : flows()) {
            settings.add("--pirogue.flows." + flow.getFileName() + ".schedule=" + NEVER);
        }
        SpringApplication application = new SpringApplication(Pirogue.class);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("movedClock", MovedClock.class, () -> CLOCK, bean -> bean.setPrimary(true)));
        pirogue = application.run(settings.toArray(String[]::new));
        api = new DataFolder(folder.resolve("data")).pirogue();
    }

    private static List<Path> flows() throws IOException {
        try (var folders = Files.list(World.COUNTRY)) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    @AfterAll
    static void stop() {
        pirogue.close();
        world.close();
    }

    @Test
    @Order(1)
    void aPlanIsReadableAndChangesNothing() {
        long hmis = world.server("hmis").truth().size();
        Run run = over(api.start(COUNT, RunRequest.of(Mode.PLAN)).run());
        List<PlannedSlice> plan = plan(run);

        assertThat(run.failed()).isFalse();
        assertThat(plan).isNotEmpty().allSatisfy(slice -> {
            assertThat(slice.orgUnitName()).isNotBlank();
            assertThat(slice.changes()).isNotEmpty().allSatisfy(change -> assertThat(change.before())
                    .isNull());
        });
        assertThat(world.server("hmis").truth().size()).isEqualTo(hmis);
        assertThat(slices()).isEmpty();
    }

    @Test
    @Order(2)
    void aNewVersionOfOneFlowRunsTheFlowThatFollowsIt() throws IOException {
        Run counted = over(api.start(COUNT, RunRequest.of(Mode.SYNC)).run());
        assertThat(counted.written()).isPositive();
        assertThat(api.runs(CARRY, 10)).as("not quiet yet").isEmpty();

        later(Duration.ofMinutes(51));

        Run carried = await().atMost(SOON)
                .until(
                        () -> api.runs(CARRY, 10),
                        runs -> !runs.isEmpty() && runs.get(0).isOver())
                .get(0);
        assertThat(carried.cause()).isEqualTo("new-version");
        assertThat(carried.state()).isEqualTo("done");
        assertThat(world.export("nmdr").values("NMDR_MAL"))
                .isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
    }

    @Test
    @Order(3)
    void aPlanOfTheSecondDayShowsBeforeAndAfterAndTheRunDoesJustThat() {
        world.change();
        long hmis = world.server("hmis").truth().size();
        List<String> before = slices();
        Run planned = over(api.start(COUNT, RunRequest.of(Mode.PLAN)).run());
        List<PlannedSlice> plan = plan(planned);

        assertThat(world.server("hmis").truth().size()).isEqualTo(hmis);
        assertThat(slices()).isEqualTo(before);
        List<PlannedSlice.Change> changes =
                plan.stream().flatMap(slice -> slice.changes().stream()).toList();
        assertThat(changes).anyMatch(change -> change.before() != null && change.after() != null);
        assertThat(changes).anyMatch(change -> change.before() != null && change.after() == null);

        Run run = over(api.start(COUNT, RunRequest.of(Mode.SYNC)).run());
        assertThat(run.written() + run.deleted()).isEqualTo(changes.size());
    }

    @Test
    @Order(4)
    void atItsScheduleAFlowWaitsForTheOneBeforeItAndNotForEver() throws Exception {
        later(Duration.ofMinutes(51));
        await().atMost(SOON)
                .until(() -> api.runs(CARRY, 1).get(0), last -> last.isOver() && last.written() + last.deleted() > 0);
        world.server("tracker").faults().add(Fault.latency("tracker/trackedEntities", 12_000));
        Run slow = api.start(COUNT, RunRequest.of(Mode.SYNC));
        await().atMost(SOON).until(() -> api.run(slow.run()).state().equals("collecting"));

        tick(CARRY);
        Run waiting = await().atMost(SOON).until(() -> api.runs(CARRY, 1).get(0), last -> !last.isOver());
        assertThat(waiting.state()).isEqualTo("requested");
        later(Duration.ofMinutes(61));

        Run late = over(waiting.run());
        assertThat(late.note()).isNotNull();
        assertThat(late.note().code()).isEqualTo("P464");
        assertThat(late.state()).isEqualTo("done");
        assertThat(api.run(slow.run()).isOver()).as("still reading").isFalse();
        world.server("tracker").faults().clear();
        over(slow.run());
    }

    @Test
    @Order(5)
    void aBackfillGoesPeriodByPeriodAndLetsOthersPass() {
        world.server("hmis").faults().add(Fault.latency("dataValueSets", 400).on("GET"));
        Run backfill = api.start(CARRY, new RunRequest("202511", "202604", false, Mode.SYNC));
        TreeSet<String> periods = new TreeSet<>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            Run now = api.run(backfill.run());
            if (now.period() != null) {
                periods.add(now.period());
            }
            return now.chunksDone() > 0;
        });
        Run between = api.start(CARRY, RunRequest.of(Mode.SYNC));

        Run passed = over(between.run());
        assertThat(passed.state()).isEqualTo("done");
        assertThat(api.run(backfill.run()).isOver())
                .as("the backfill let it pass")
                .isFalse();
        world.server("hmis").faults().clear();
        Run done = over(backfill.run());
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.chunksDone()).isEqualTo(done.chunks()).isGreaterThanOrEqualTo(6);
        assertThat(done.desired()).isEqualTo(done.unchanged()).isPositive();
        assertThat(periods.first()).isEqualTo("202511");
    }

    @Test
    @Order(6)
    void aBackfillOfALineListCountsTheNamedPeriodsAgain() {
        Run run = over(api.start(COUNT, new RunRequest("202601", "202602", false, Mode.SYNC))
                .run());

        assertThat(run.failed()).isFalse();
        assertThat(run.desired()).isEqualTo(run.unchanged() + run.rejected()).isPositive();
        assertThat(jdbc().queryForList(
                                "select distinct period from ledger.chunk where run = ? order by period",
                                String.class,
                                Long.valueOf(run.run())))
                .containsExactly("202601", "202602");
    }

    @Test
    @Order(7)
    void aCancelledBackfillDeliversWhatItHandedOverAndReadsNoMore() {
        world.server("hmis").faults().add(Fault.latency("dataValueSets", 400).on("GET"));
        Run backfill = api.start(CARRY, new RunRequest("202511", "202604", false, Mode.SYNC));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.run(backfill.run()).chunksDone() > 0);

        Run cancelled = api.cancel(backfill.run());
        world.server("hmis").faults().clear();

        assertThat(cancelled.state()).isEqualTo("failed");
        assertThat(cancelled.problem().code()).isEqualTo("P465");
        assertThatThrownBy(() -> api.cancel(backfill.run())).hasMessageContaining("P466");
        assertThat(over(api.start(CARRY, RunRequest.of(Mode.SYNC)).run()).state())
                .isEqualTo("done");
        Run after = api.run(backfill.run());
        assertThat(after.inFlight()).isZero();
        assertThat(after.chunksDone()).isLessThan(after.chunks());
    }

    @Test
    @Order(8)
    void aTargetThatIsDownForAnHourIsCalledSeldomAndSaidOnceAndGetsEverything() throws IOException {
        outage(Duration.ofHours(1), Duration.ofMinutes(5), 60);
    }

    @Test
    @Order(9)
    @Tag("full")
    void aTargetThatIsDownForADayIsCalledSeldomAndSaidOnceAndGetsEverything() throws IOException {
        outage(Duration.ofDays(1), Duration.ofMinutes(30), 240);
    }

    /** @param step the clock is moved so far at once; each time the target may be tried again */
    private static void outage(Duration lasting, Duration step, int most) throws IOException {
        Sandbox target = world.server("nmdr");
        typedAtTheHmis();
        target.faults().add(Fault.status("api/", 503, "<html>maintenance</html>"));
        ListAppender<ILoggingEvent> said = listen();
        later(Duration.ofMinutes(1));
        assertThat(api.status().flows()).as("a look before the circuit opens").isNotEmpty();
        Run run = api.start(CARRY, RunRequest.of(Mode.SYNC));
        await().atMost(SOON).until(() -> api.run(run.run()).state().equals("delivering"));
        for (Duration down = Duration.ZERO; down.compareTo(lasting) < 0; down = down.plus(step)) {
            later(step);
            sweepAndLook();
        }
        int calls = target.faults().hits();
        assertThat(api.run(run.run()).inFlight()).as("nothing arrived").isPositive();
        target.faults().clear();
        Run over = await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            later(Duration.ofMinutes(6));
                            sweepAndLook();
                            return api.run(run.run());
                        },
                        Run::isOver);
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(said);

        assertThat(over.state()).isEqualTo("done");
        assertThat(over.balanced()).isTrue();
        assertThat(world.export("nmdr").values("NMDR_MAL"))
                .isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
        assertThat(calls).as("calls while it was down").isBetween(5, most);
        assertThat(said.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .filter(event -> event.getLoggerName().startsWith("org.pirogue")
                                || event.getLoggerName().startsWith("org.apache.camel"))
                        .map(ILoggingEvent::getFormattedMessage))
                .as("alerts")
                .hasSize(1)
                .allMatch(text -> text.contains("nmdr"));
        assertThat(api.status().flows()).allMatch(flow -> flow.deadLetters() == 0);
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(said);
        return said;
    }

    private static void sweepAndLook() {
        try {
            tick("sweep", "shared");
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
        // Deliveries are let go on within a second of a moved clock, and fail within another.
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    }

    /** People correct figures of the HMIS, a different one each time. */
    private static void typedAtTheHmis() {
        String value = String.valueOf(300 + ahead.toMinutes());
        Sandbox hmis = world.server("hmis");
        hmis.truth().all().stream()
                .filter(write -> !write.deleted())
                .map(write -> write.key().split("/"))
                .limit(40)
                .forEach(key -> hmis.dataValues()
                        .put(key[0], key[1], key[2], key[3], key[4], value, "somebody", Instant.now()));
    }

    private static List<PlannedSlice> plan(Run run) {
        List<PlannedSlice> plan = new ArrayList<>();
        api.plan(run.run(), plan::add);
        return plan;
    }

    private static Run over(String run) {
        return await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> api.run(run), Run::isOver);
    }

    /** Every slice of the ledger, as it is stored. */
    private static List<String> slices() {
        return jdbc().queryForList("select s::text from ledger.slice s order by 1", String.class);
    }

    private static JdbcTemplate jdbc() {
        return new JdbcTemplate(pirogue.getBean(DataSource.class));
    }

    private static void later(Duration more) {
        ahead = ahead.plus(more);
        CLOCK.set(ahead, pirogue.getBean(DataSource.class));
    }

    /** As if its scheduled time had come. */
    private static void tick(String flow) throws SchedulerException {
        tick(flow, "collect");
    }

    private static void tick(String name, String group) throws SchedulerException {
        pirogue.getBean(Scheduler.class)
                .scheduleJob(TriggerBuilder.newTrigger()
                        .withIdentity(name + "-" + System.nanoTime(), group)
                        .forJob(new JobKey(name, group))
                        .startNow()
                        .build());
    }
}
