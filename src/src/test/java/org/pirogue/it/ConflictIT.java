package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Conflict;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.it.Export.Cell;
import org.pirogue.sandbox.truth.TruthLog;

/** Somebody corrects the HMIS by hand where Pirogue writes, too; and one day Pirogue's ledger is lost. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConflictIT {
    private static final String COUNT = "tracker-to-hmis";

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;
    private static List<TruthLog.Write> written;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 300, "202601", "202603");
        pirogue = pirogue("data");
        long before = world.server("hmis").truth().size();
        pirogue.run(COUNT, Mode.SYNC);
        written = world.server("hmis").truth().since(before).stream()
                .filter(write -> !write.deleted())
                .toList();
    }

    private static ChildPirogue pirogue(String data) throws IOException {
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.add("--pirogue.delivery.sweep-schedule=* * * * * ?");
        return ChildPirogue.start(World.CHECKOUT, folder.resolve(data), folder.resolve("log"), settings)
                .ready();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pirogue.close();
        world.close();
    }

    private static void typed(TruthLog.Write write, String value) {
        String[] key = write.key().split("/");
        world.server("hmis")
                .dataValues()
                .put(key[0], key[1], key[2], key[3], key[4], value, "nurse.kinama", Instant.now());
    }

    private static Run fully(boolean adoptDeletes) {
        RunRequest wish = new RunRequest(null, null, true, Mode.SYNC, adoptDeletes);
        return pirogue.over(pirogue.api().start(COUNT, wish).run());
    }

    private static List<Conflict> open() {
        return pirogue.api().conflicts(COUNT, "open", 100);
    }

    private static Map<Cell, String> hmis() {
        return world.export("hmis").values("MAL_MONTHLY");
    }

    @Test
    @Order(1)
    void aFullRunAsksAboutWhatWasEditedByHandAndWritesNothingOverIt() {
        Map<Cell, String> before = hmis();
        typed(written.get(0), "4711");
        typed(written.get(1), "4712");
        Map<Cell, String> edited = hmis();
        assertThat(edited).isNotEqualTo(before);

        Run run = fully(false);

        assertThat(run.state()).isEqualTo("partial");
        assertThat(run.conflict()).isEqualTo(2);
        assertThat(run.written() + run.deleted()).isZero();
        assertThat(hmis()).isEqualTo(edited);
        assertThat(open()).hasSize(2).allSatisfy(conflict -> {
            assertThat(conflict.theirs()).startsWith("471");
            assertThat(conflict.ours()).isEqualTo(conflict.base());
            assertThat(conflict.storedBy()).isEqualTo("nurse.kinama");
            assertThat(conflict.theirsAt()).isNotBlank();
        });
        assertThat(pirogue.api().comparison(pirogue.run(COUNT, Mode.COMPARE).run()))
                .satisfies(seen -> {
                    assertThat(seen.agrees()).as("but for what is listed").isTrue();
                    assertThat(seen.conflict()).isEqualTo(2);
                });
    }

    @Test
    @Order(2)
    void aPersonSettlesBothWays() {
        List<Conflict> asked = open();
        Conflict ours = asked.get(0);
        Conflict theirs = asked.get(1);

        assertThat(pirogue.api().settle(List.of(Long.valueOf(ours.id())), "source", "the register says so"))
                .hasSize(1);
        assertThat(pirogue.api().settle(List.of(Long.valueOf(theirs.id())), "target", "corrected by the district"))
                .singleElement()
                .satisfies(settled -> assertThat(settled.settledBy()).isNotBlank());

        await().atMost(Duration.ofSeconds(60))
                .until(() -> !hmis().containsValue(String.valueOf(ours.theirs())));
        assertThat(hmis()).containsValue(String.valueOf(theirs.theirs()));
        assertThat(open()).isEmpty();
        Run again = fully(false);
        assertThat(again.conflict()).as("not asked again").isZero();
        assertThat(again.written()).isZero();
        assertThat(again.balanced()).isTrue();
    }

    @Test
    @Order(3)
    void aLostLedgerAdoptsWhatStandsThereAndWritesNothing() throws Exception {
        pirogue.close();
        TruthLog.Write kept = written.get(1);
        Map<Cell, String> before = hmis();
        long writes = world.server("hmis").truth().size();
        pirogue = pirogue("data-after-the-loss");

        Run run = pirogue.run(COUNT, Mode.SYNC);

        assertThat(run.balanced()).isTrue();
        assertThat(run.unchanged() + run.written() + run.rejected()).isEqualTo(run.desired());
        assertThat(run.written())
                .as("%s was decided for the target, and the decision is lost with the ledger", kept.key())
                .isLessThanOrEqualTo(1);
        assertThat(world.server("hmis").truth().since(writes).size()).isLessThanOrEqualTo(1);
        assertThat(pirogue.api().foreign(COUNT, 100).stream().filter(each -> each.overwritten()))
                .as("what stood there before is listed")
                .hasSameSizeAs(world.server("hmis").truth().since(writes));
        assertThat(hmis().keySet()).isEqualTo(before.keySet());
    }

    @Test
    @Order(4)
    void aSecondFirstRunWritesNothingAtAll() throws Exception {
        pirogue.close();
        long writes = world.server("hmis").truth().size();
        pirogue = pirogue("data-lost-again");

        Run run = pirogue.run(COUNT, Mode.SYNC);

        assertThat(run.written() + run.deleted()).isZero();
        assertThat(run.unchanged()).isEqualTo(run.desired() - run.rejected());
        assertThat(world.server("hmis").truth().since(writes)).isEmpty();
    }
}
