package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.RejectCalls;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.truth.TruthLog;

/** Registrations of complete reports travel with the reports' values, and behind them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("full")
class CompletenessIT {
    private static final String CARRY = "hmis-to-nmdr";
    private static final String PATH = "completeDataSetRegistrations";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String NO = "{\"status\":\"ERROR\",\"message\":\"x\",\"response\":{\"status\":\"ERROR\","
            + "\"importCount\":{\"imported\":0,\"updated\":0,\"ignored\":1,\"deleted\":0},"
            + "\"conflicts\":[{\"object\":\"x\",\"value\":\"You are not allowed to complete this\"}]}}";

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 20, "202603", "202604", true);
        pirogue = launch();
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        world.close();
    }

    private static ChildPirogue launch() throws IOException {
        return ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), world.settings(folder))
                .ready();
    }

    private static void agrees() throws IOException {
        assertThat(world.export("nmdr").values("NMDR_MAL"))
                .isEqualTo(Expected.mapped(world.export("hmis").values("MAL_MONTHLY")));
    }

    @Test
    @Order(1)
    void aKillBetweenTheValuesAndTheRegistrationsLosesNothingAndSendsNoValueTwice() throws Exception {
        world.server("nmdr").faults().add(Fault.latency(PATH, 60_000).on("POST"));
        Run run = pirogue.api().start(CARRY, RunRequest.of(Mode.SYNC));
        await().atMost(SOON).until(() -> world.server("nmdr").faults().hits() > 0);

        pirogue.kill();
        assertThat(writes("dataValue")).as("values that stand at the kill").isNotEmpty();
        assertThat(writes("complete")).isEmpty();
        world.server("nmdr").faults().clear();
        pirogue = launch();

        Run over = pirogue.over(run.run());
        assertThat(over.state()).isEqualTo("done");
        assertThat(over.balanced()).isTrue();
        assertThat(writes("complete")).isNotEmpty();
        agrees();
        assertThat(writes("dataValue"))
                .noneMatch(write -> write.after() != null && write.after().equals(write.before()));
    }

    @Test
    @Order(2)
    void noReportWasRegisteredBeforeItsValuesStood() {
        Map<String, Long> registered = new HashMap<>();
        writes("complete").forEach(write -> registered.put(report(write), write.sequence()));
        assertThat(writes("dataValue"))
                .noneMatch(write -> registered.getOrDefault(report(write), Long.MAX_VALUE) < write.sequence());
    }

    private static String report(TruthLog.Write write) {
        String[] key = write.key().split("/");
        return key[2] + "/" + key[1];
    }

    private static List<TruthLog.Write> writes(String kind) {
        return world.server("nmdr").truth().all().stream()
                .filter(write -> write.kind().equals(kind))
                .toList();
    }

    @Test
    @Order(3)
    void whatIsCompletedLateAndWhatIsWithdrawnTravelsWithoutAValue() throws IOException {
        int before = writes("dataValue").size();
        Set<String> reports = world.registerLate();

        Run run = pirogue.run(CARRY, Mode.SYNC);

        assertThat(run.state()).isEqualTo("done");
        assertThat(List.of(run.written(), run.deleted())).containsExactly(6L, 1L);
        assertThat(reports).hasSize(7);
        assertThat(writes("dataValue")).hasSize(before);
        agrees();
        assertThat(pirogue.run(CARRY, Mode.SYNC).desired())
                .as("nothing is touched again")
                .isZero();
    }

    @Test
    @Order(4)
    void aRefusedRegistrationIsExplainedInTwoLanguagesAndReplayed() throws IOException {
        world.server("hmis").completeness().all().stream()
                .limit(2)
                .forEach(each -> world.server("hmis").completeness().remove(each.key()));
        assertThat(pirogue.run(CARRY, Mode.SYNC).deleted()).isEqualTo(2);
        world.registerAll();
        world.server("nmdr").faults().add(Fault.status(PATH, 409, NO).on("POST"));

        Run refused = pirogue.run(CARRY, Mode.SYNC);

        assertThat(refused.state()).isEqualTo("partial");
        assertThat(refused.rejected()).isPositive();
        RejectCalls.Filter filter = new RejectCalls.Filter(CARRY, null, null, null, null, "P409", null);
        for (String language : List.of("en", "fr")) {
            assertThat(new RejectCalls(pirogue.api(), language).summary(filter).lines())
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.title()).contains(language.equals("en") ? "complete" : "complet");
                        assertThat(line.words()).isEqualTo("You are not allowed to complete this");
                    });
        }
        assertThat(pirogue.run(CARRY, Mode.COMPARE).failed()).isFalse();
        world.server("nmdr").faults().clear();
        new RejectCalls(pirogue.api(), "en").decide("replay", filter, refused.rejected(), "they may now");
        await().atMost(SOON).untilAsserted(CompletenessIT::agrees);
    }
}
