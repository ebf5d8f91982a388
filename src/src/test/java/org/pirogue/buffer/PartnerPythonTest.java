package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.buffer.PartnerBroker.CASES;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.buffer.topic.PartnerLimits;

/** The example of deploy/partners: a client that is not Java, of Debian's python3-qpid-proton. */
@Tag("full")
class PartnerPythonTest {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path directory;

    @BeforeAll
    static void theClientIsThere() throws Exception {
        Assumptions.assumeTrue(
                new File(PYTHON).canExecute()
                        && new ProcessBuilder(PYTHON, "-c", "import proton")
                                        .redirectErrorStream(true)
                                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                        .start()
                                        .waitFor()
                                == 0,
                "skipped: this machine has no python3-qpid-proton (apt install python3-qpid-proton)");
    }

    @Test
    void consumesOverRestartsOfTheBrokerAndOfItself() throws Exception {
        try (var broker = new PartnerBroker(directory.resolve("artemis"), new PartnerLimits(5, 3, 1000, 1, 14, 20))) {
            // It subscribes, takes two, and goes.
            Process first = consume(broker, "pir_who", 2, "first");
            Awaitility.await()
                    .until(() ->
                            !broker.topics().states().get(0).subscriptions().isEmpty());
            broker.send(CASES, ids(0, 5));
            assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(seen("first")).containsExactly("e0", "e1");

            // Away: the broker starts again, and more is sent.
            broker.restart();
            broker.send(CASES, ids(5, 40));
            Process second = consume(broker, "pir_who", 50, "second");
            Awaitility.await().until(() -> seen("second").size() >= 38);

            // It stays, and the broker goes and comes again.
            broker.restart();
            broker.send(CASES, ids(40, 52));
            assertThat(second.waitFor(40, TimeUnit.SECONDS))
                    .as("it has its fifty: " + Files.readString(directory.resolve("second.err")))
                    .isTrue();
            List<String> all = new ArrayList<>(seen("first"));
            all.addAll(seen("second"));
            // What was not acknowledged may come again; nothing is left out.
            assertThat(all).contains(ids(0, 50));
            assertThat(Files.readString(directory.resolve("second"))).contains("\"id\":\"e30\"");
        }
    }

    @Test
    void aWrongTokenIsToldAndEnds() throws Exception {
        try (var broker = new PartnerBroker(directory.resolve("artemis"), new PartnerLimits(5, 3, 1000, 1, 14, 20))) {
            Process refused = consume(broker, "pir_wrong", 1, "refused");
            assertThat(refused.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(directory.resolve("refused.err"))).contains("unauthorized-access");
        }
    }

    private static String[] ids(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "e" + i).toArray(String[]::new);
    }

    private Process consume(PartnerBroker broker, String token, int many, String out) throws Exception {
        Path script = Path.of("..", "deploy", "partners", "consume.py").toAbsolutePath();
        var builder = new ProcessBuilder(
                PYTHON,
                script.toString(),
                "amqp://127.0.0.1:" + broker.port,
                "who",
                CASES.toString(),
                Integer.toString(many));
        builder.environment().put("PIROGUE_TOKEN", token);
        return builder.redirectOutput(directory.resolve(out).toFile())
                .redirectError(directory.resolve(out + ".err").toFile())
                .start();
    }

    private List<String> seen(String out) throws Exception {
        return Files.readAllLines(directory.resolve(out)).stream()
                .map(line -> line.split(" ")[0])
                .distinct()
                .toList();
    }
}
