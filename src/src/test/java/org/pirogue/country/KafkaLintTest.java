package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What lint says of connections to Kafka, and of flows that end in a topic: the shipped example, spoilt. */
class KafkaLintTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final String FLOW = "routes/examples/reports-for-partners/reports-for-partners.camel.yaml";
    private static final String CONFIG = "config/examples/application-examples.yaml";

    @TempDir
    Path home;

    @BeforeEach
    void home() throws IOException {
        for (String folder : List.of("kamelets", "routes/shared", "routes/examples", "config/examples")) {
            FileSystemUtils.copyRecursively(CHECKOUT.resolve(folder), home.resolve(folder));
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void aDhis2SinkOnAKafkaConnectionIsRefused() throws IOException {
        replace(
                FLOW,
                "kamelet:kafka-sink\n            parameters: { connection: partners, topic: surveillance.malaria.monthly }",
                "kamelet:dhis2-data-values-sink\n            parameters: { connection: partners, dataSet: OPEN_MALARIA }");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("P576 " + FLOW)
                .contains("needs a connection of type dhis2", "one of [repository, surveillance]");
    }

    @Test
    void aKafkaSinkOrASourceOnTheOtherTypeIsRefused() throws IOException {
        replace(FLOW, "connection: partners, topic", "connection: repository, topic");
        replace(FLOW, "connection: partners, dataSet", "connection: repository, dataSet");
        replace(FLOW, "connection: surveillance\n", "connection: partners\n");
        assertThat(problems())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("P576 " + FLOW))
                .anyMatch(problem -> problem.contains("kafka-sink needs a connection of type kafka"))
                .anyMatch(problem -> problem.contains("dhis2-data-values-source needs a connection of type dhis2"));
    }

    @Test
    void everythingWrongWithItsSettingsIsToldAtOnce() throws IOException {
        replace(CONFIG, "kafka-1.example.org:9093", "https://kafka-1.example.org");
        replace(CONFIG, "security-protocol: SASL_SSL", "security-protocol: TLS");
        replace(
                CONFIG,
                "token-env: PIROGUE_REPOSITORY_TOKEN",
                "token-env: PIROGUE_REPOSITORY_TOKEN\n      brokers: [a:1]");
        assertThat(problems())
                .anyMatch(problem -> problem.startsWith("P577") && problem.contains("is no host:port"))
                .anyMatch(problem -> problem.startsWith("P577") && problem.contains("'TLS' is none of"))
                .anyMatch(problem -> problem.startsWith("P577") && problem.contains("sasl-mechanism goes with"))
                .anyMatch(problem -> problem.startsWith("P577") && problem.contains("username goes with"))
                .anyMatch(
                        problem -> problem.startsWith("P577") && problem.contains("brokers belongs to a Kafka cluster"))
                .hasSize(5);
    }

    @Test
    void theNameOfATopicIsNoPlaceForOptions() throws IOException {
        replace(FLOW, "topic: surveillance.malaria.monthly", "topic: \"reports?brokers=elsewhere\"");
        assertThat(problems()).anyMatch(problem -> problem.startsWith("P586 " + FLOW));
    }

    @Test
    void aTopicIsNeverCompared() throws IOException {
        replace(
                CONFIG,
                "reports-for-partners: {workspace: surveillance,",
                "reports-for-partners: {workspace: surveillance, reconcile-schedule: \"0 0 3 * * ?\",");
        assertThat(problems()).singleElement().asString().startsWith("P584 ");
    }

    @Test
    void twoFlowsDoNotWriteTheSameRecords() throws IOException {
        Path twin = home.resolve("routes/examples/reports-again");
        FileSystemUtils.copyRecursively(home.resolve("routes/examples/reports-for-partners"), twin);
        Files.move(twin.resolve("reports-for-partners.camel.yaml"), twin.resolve("reports-again.camel.yaml"));
        replace("routes/examples/reports-again/reports-again.camel.yaml", "reports-for-partners", "reports-again");
        replace("routes/examples/reports-again/mapping.csv", "OPEN_", "OTHER_");
        replace("routes/examples/reports-again/suppression.csv", "OPEN_", "OTHER_");
        replace(
                CONFIG,
                "    weeks-to-months:",
                "    reports-again: {workspace: surveillance, schedule: \"0 5 * * * ?\"}\n    weeks-to-months:");
        assertThat(problems()).singleElement().asString().startsWith("P587 ");
    }

    private List<String> problems() {
        return CountryLint.problems(home, "examples", Locale.ENGLISH);
    }

    private void replace(String file, String text, String other) throws IOException {
        Path path = home.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, other));
    }
}
