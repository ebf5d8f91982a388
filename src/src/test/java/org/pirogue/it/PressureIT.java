package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.Connection;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.Status;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.fault.FaultKind;
import org.pirogue.sandbox.values.DataValue;

/** A server that is down, slow or suspended costs no message its tries; what is due waits, and goes when it may. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PressureIT {
    private static final String CARRY = "hmis-to-nmdr";
    private static final String TARGET = "nmdr";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 700, "202512", "202604");
        pirogue = child();
        assertThat(pirogue.run("tracker-to-hmis", Mode.SYNC).failed()).isFalse();
    }

    private static ChildPirogue child() throws IOException {
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.addAll(List.of(
                // Two tries and it would be dead: whatever the server does must cost none. A third, since the stop in
                // the
                // first test may find a message under way: the broker has counted that before it gave it out.
                "--pirogue.broker.max-delivery-attempts=3",
                "--pirogue.broker.redelivery-delay-millis=300",
                "--pirogue.connections.nmdr.retry-secs=1",
                // No call to it is given up during this test.
                "--pirogue.connections.nmdr.read-timeout-secs=600",
                "--pirogue.connections.nmdr.most-retry-secs=2",
                "--pirogue.delivery.retry-secs=1",
                "--pirogue.delivery.doubt-secs=1"));
        return ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        world.close();
    }

    @AfterEach
    void well() {
        target().faults().clear();
    }

    private static Sandbox target() {
        return world.server(TARGET);
    }

    private static Connection connection() {
        return pirogue.api().connections().stream()
                .filter(each -> each.name().equals(TARGET))
                .findFirst()
                .orElseThrow();
    }

    private static Status.Flow flow() {
        return pirogue.api().status().flows().stream()
                .filter(each -> each.flow().equals(CARRY))
                .findFirst()
                .orElseThrow();
    }

    private static String collected() {
        String run = pirogue.api().start(CARRY, RunRequest.of(Mode.SYNC)).run();
        await().atMost(SOON).until(() -> {
            String state = pirogue.api().run(run).state();
            return !state.equals("requested") && !state.equals("collecting");
        });
        return run;
    }

    @Test
    @Order(1)
    void keepsMessagesWhileTheTargetIsSuspendedOverARestartToo() throws Exception {
        assertThatThrownBy(() -> pirogue.api().suspend(TARGET, " ", "amina"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P339"));
        assertThatThrownBy(() -> pirogue.api().suspend("nowhere", "why not", "amina"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P338"));
        pirogue.api().suspend(TARGET, "the server moves", "amina");
        String run = collected();
        pirogue.close();
        pirogue = child();
        assertThat(connection().open()).isFalse();
        assertThat(connection().code()).isEqualTo("P331");
        assertThat(connection().text()).contains("amina", "the server moves");
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> target().truth().all().isEmpty() && flow().queue().depth() > 0);
        pirogue.api().resume(TARGET);
        assertThat(pirogue.over(run).state()).isEqualTo("done");
        assertThat(flow().deadLetters()).isZero();
        assertThat(target().truth().all()).isNotEmpty();
    }

    @Test
    @Order(2)
    void doesNotReadASuspendedSourceAndBeginsWhenItIsResumed() {
        pirogue.api().suspend("hmis", "backup", "amina");
        String run = pirogue.api().start(CARRY, RunRequest.of(Mode.COMPARE)).run();
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> pirogue.api().run(run).state().equals("requested"));
        pirogue.api().resume("hmis");
        Run over = pirogue.over(run);
        assertThat(over.state()).isEqualTo("done");
        assertThat(pirogue.api().comparison(run).agrees()).isTrue();
    }

    @Test
    @Order(3)
    void aLongOutageCostsNoTryAndFewCalls() throws Exception {
        world.change();
        assertThat(pirogue.run("tracker-to-hmis", Mode.SYNC).failed()).isFalse();
        target().faults().add(Fault.status("api/", 503, "<html>maintenance</html>"));
        String run = collected();
        await().atMost(SOON).until(() -> "P332".equals(connection().code()));
        await().during(Duration.ofSeconds(10)).atMost(SOON).until(() -> flow().deadLetters() == 0);
        target().faults().clear();
        assertThat(pirogue.over(run).state()).isEqualTo("done");
        assertThat(flow().deadLetters()).isZero();
        assertThat(connection().open()).isTrue();
    }

    /** The last one: what hangs ends only with Pirogue. */
    @Test
    @Order(4)
    void aTargetThatHangsDoesNotHoldUpAnotherFlow() throws Exception {
        oneReportChanges();
        target().faults().add(Fault.of(FaultKind.HANG, "api/dataValueSets").on("POST"));
        String hangs = pirogue.api().start(CARRY, RunRequest.of(Mode.SYNC)).run();
        await().atMost(SOON).until(() -> target().faults().hits() == 1);

        Run other = pirogue.run("population-to-tracker", Mode.SYNC);

        assertThat(other.state()).isEqualTo("done");
        assertThat(other.written()).isPositive();
        Run still = pirogue.api().run(hangs);
        assertThat(still.inFlight()).isPositive();
        assertThat(still.note()).as("nobody has given the call up").isNull();
        assertThat(target().faults().hits()).isEqualTo(1);
        pirogue.kill();
    }

    private static void oneReportChanges() {
        String element = world.export("hmis").uid("dataElements", "MAL_RDT_USED");
        DataValue value = world.server("hmis").dataValues().all().stream()
                .filter(each ->
                        each.dataElement().equals(element) && each.period().equals("202603") && !each.deleted())
                .findFirst()
                .orElseThrow();
        world.server("hmis")
                .dataValues()
                .put(
                        value.dataElement(),
                        value.period(),
                        value.orgUnit(),
                        value.categoryOptionCombo(),
                        value.attributeOptionCombo(),
                        "4711",
                        "district",
                        Instant.now());
    }
}
