package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
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
import org.pirogue.sandbox.fault.Fault;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
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
        world.server("tracker").faults().add(Fault.latency("tracker/trackedEntities", 20_000));
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
    private static void tick(String flow) throws Exception {
        pirogue.getBean(Scheduler.class)
                .scheduleJob(TriggerBuilder.newTrigger()
                        .withIdentity(flow + "-now", "collect")
                        .forJob(new JobKey(flow, "collect"))
                        .startNow()
                        .build());
    }
}
