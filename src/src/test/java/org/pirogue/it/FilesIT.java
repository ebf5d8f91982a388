package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.test.KafkaBroker;
import org.pirogue.files.SftpHost;

/** A whole Pirogue with files, here and on an SFTP server, and a Kafka cluster that comes later than it. */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilesIT {
    private static final String OUT = "weekly-out";
    private static final String BACK = "weekly-back";
    private static final String REPORTS = "reports";
    private static final String HEADER = "district,week,disease,cases,deaths,attack_rate,reported\r\n";
    private static final String TOPIC = "malaria.monthly";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static World world;
    private static SftpHost sftp;
    private static KafkaBroker kafka;
    private static Path received;
    private static Path atPartner;
    private static List<String> settings;
    private static ChildPirogue pirogue;

    @BeforeAll
    static void start() throws Exception {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 20, "202603", "202604");
        received = Files.createDirectories(folder.resolve("files/received"));
        Files.createDirectories(folder.resolve("files/eoc"));
        atPartner = Files.createDirectories(folder.resolve("partner"));
        sftp = new SftpHost(folder.resolve("host"));
        kafka = new KafkaBroker(Files.createDirectory(folder.resolve("kafka")), false);
        home();
        settings = new ArrayList<>(world.settings(folder));
        settings.add("--pirogue.files=" + folder.resolve("files"));
        settings.add("--pirogue.delivery.retry-secs=1");
        for (String connection : List.of("partner-files", "partners")) {
            settings.add("--pirogue.connections." + connection + ".retry-secs=1");
            settings.add("--pirogue.connections." + connection + ".most-retry-secs=3");
        }
        send("gitega_S03.csv", "DS,Semaine,Maladie,Cas\nGitega,S3 2026,palu,12\nGitega,S3 2026,Choléra,3\n");
        open();
    }

    private static void open() throws IOException {
        pirogue = ChildPirogue.start(folder.resolve("home"), folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        world.close();
        sftp.close();
        kafka.close();
    }

    /** Burundi's, with three flows and four connections more. */
    private static void home() throws IOException {
        Path home = folder.resolve("home");
        World.copyHome(home);
        Path routes = home.resolve("routes/burundi");
        Path weekly = home.resolve("routes/examples/weekly-files");
        flow(weekly, routes.resolve(OUT), text -> text.replace("weekly-files", OUT)
                .replace("surveillance", "hmis")
                .replace("eoc-files", "partner-files"));
        flow(weekly, routes.resolve(BACK), text -> text.replace("weekly-files", BACK)
                .replace("surveillance", "hmis")
                .replace("district-files", "partner-files")
                .replace("*_S*", "weekly.csv")
                .replace("file: weekly.csv", "file: weekly.xlsx"));
        flow(routes.resolve("hmis-to-nmdr"), routes.resolve(REPORTS), text -> text.replace("hmis-to-nmdr", REPORTS)
                .replace("nmcp", "hmis")
                .replace("connection: nmdr", "connection: partners")
                .replace("        completeness: settled\n", "")
                .replaceFirst(
                        "dhis2-data-values-sink(\\s+parameters:.*)dataSet: NMDR_MAL", "kafka-sink$1topic: " + TOPIC));
        Path config = home.resolve("config/burundi/application-burundi.yaml");
        StringBuilder connections = new StringBuilder("  connections:\n");
        connections.append("    district-files: {type: folder, workspace: hmis, path: received}\n");
        connections.append("    eoc-files: {type: folder, workspace: hmis, path: eoc}\n    partner-files:\n");
        Map<String, String> remote = new TreeMap<>(sftp.settings(atPartner));
        remote.put("workspace", "hmis");
        remote.forEach((key, value) -> connections.append("      " + key + ": \"" + value + "\"\n"));
        connections.append("    partners: {type: kafka, workspace: hmis, brokers: [\"" + kafka.address()
                + "\"], connect-timeout-secs: 3, read-timeout-secs: 10}\n");
        StringBuilder flows = new StringBuilder("  flows:\n");
        for (String flow : List.of(OUT, BACK, REPORTS)) {
            flows.append("    " + flow + ": {workspace: hmis, schedule: \"0 0 0 1 1 ? 2099\"}\n");
        }
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("  connections:\n", connections)
                        .replace("  flows:\n", flows));
    }

    /** A flow like another one, under the name of its folder. */
    private static void flow(Path from, Path to, UnaryOperator<String> routes) throws IOException {
        Files.createDirectories(to);
        String own = from.getFileName() + ".camel.yaml";
        for (String name : List.of("columns.yaml", "mapping.csv", "quality.yaml")) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
        }
        Files.writeString(
                to.resolve(to.getFileName() + ".camel.yaml"), routes.apply(Files.readString(from.resolve(own))));
    }

    private static void send(String name, String text) throws IOException {
        Path file = Files.writeString(received.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /** As a person types it; what it prints. */
    private static String typed(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dpirogue.checkout=" + World.CHECKOUT,
                "-cp",
                ChildPirogue.classPath(),
                "org.pirogue.cli.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--lang", "en", "--data", folder.resolve("data").toString()));
        Path out = folder.resolve("typed");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return Files.readString(out);
    }

    private static Run full(String flow) {
        return pirogue.over(pirogue.api()
                .start(flow, new RunRequest(null, null, true, Mode.SYNC))
                .run());
    }

    @Test
    @Order(1)
    void aClusterThatIsNotThereIsSaidAndKeepsNothingFromStarting() throws Exception {
        assertThat(typed("connections")).contains("partners", "partner-files", "district-files");
        assertThat(pirogue.api().status().connections())
                .filteredOn(each -> !each.reachable())
                .singleElement()
                .satisfies(each -> assertThat(each.name()).isEqualTo("partners"));
        assertThat(typed("status")).contains("no: connection 'partners' does not answer in time", OUT, BACK, REPORTS);
        assertThat(pirogue.log()).contains("P578");
    }

    @Test
    @Order(2)
    void filesOfAFolderArriveAtAnSftpServerAndComeBackFromThere() throws Exception {
        assertThat(typed("plan", OUT)).contains("Gitega/2026W3/MAL");
        assertThat(atPartner.resolve("weekly.csv")).doesNotExist();

        Run out = pirogue.run(OUT, Mode.SYNC);
        assertThat(out.state()).as("%s", out).isEqualTo("done");
        assertThat(out.written()).isEqualTo(2);
        assertThat(Files.readString(atPartner.resolve("weekly.csv")))
                .isEqualTo(HEADER + "Gitega,2026W3,MAL,12,,,\r\nGitega,2026W3,CHO,3,,,\r\n");

        Files.setLastModifiedTime(
                atPartner.resolve("weekly.csv"), FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(pirogue.run(BACK, Mode.SYNC).state()).isEqualTo("done");
        assertThat(folder.resolve("files/eoc/weekly.xlsx")).isNotEmptyFile();
    }

    @Test
    @Order(3)
    void afterARestartOnlyWhatDiffersGoes() throws Exception {
        assertThat(pirogue.stop()).isPresent();
        open();
        FileTime before = Files.getLastModifiedTime(atPartner.resolve("weekly.csv"));
        assertThat(pirogue.run(OUT, Mode.SYNC).written()).isZero();
        assertThat(Files.getLastModifiedTime(atPartner.resolve("weekly.csv"))).isEqualTo(before);

        send("ngozi_S03.csv", "DS,Semaine,Maladie,Cas\nNgozi,S3 2026,Rougeole,1\n");
        Run more = pirogue.run(OUT, Mode.SYNC);
        assertThat(more.state()).isEqualTo("done");
        assertThat(more.written()).isEqualTo(1);
        assertThat(Files.readAllLines(atPartner.resolve("weekly.csv")))
                .hasSize(4)
                .contains("Ngozi,2026W3,MEA,1,,,");
    }

    @Test
    @Order(4)
    void aTableIsNotComparedAndAFullRunWritesItAgain() throws Exception {
        Run compared = pirogue.run(OUT, Mode.COMPARE);
        assertThat(compared.failed()).isTrue();
        assertThat(typed("drift", OUT)).contains("P619").doesNotContain("Exception");

        Files.delete(atPartner.resolve("weekly.csv"));
        assertThat(pirogue.run(OUT, Mode.SYNC).written()).isZero();
        assertThat(full(OUT).written()).isEqualTo(3);
        assertThat(Files.readAllLines(atPartner.resolve("weekly.csv"))).hasSize(4);
    }

    @Test
    @Order(5)
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        sftp.stop();
        send("ruyigi_S03.csv", "DS,Semaine,Maladie,Cas\nRuyigi,S3 2026,palu,7\n");
        String run = pirogue.api().start(OUT, RunRequest.of(Mode.SYNC)).run();
        await().atMost(SOON).untilAsserted(() -> assertThat(typed("status")).contains("P700"));
        Run back = pirogue.run(BACK, Mode.SYNC);
        assertThat(back.failed()).isTrue();
        assertThat(back.retracted()).isZero();
        sftp.startAgain();
        Run arrived =
                await().atMost(Duration.ofMinutes(3)).until(() -> pirogue.api().run(run), Run::isOver);
        assertThat(arrived.state()).isEqualTo("done");
        assertThat(Files.readAllLines(atPartner.resolve("weekly.csv"))).contains("Ruyigi,2026W3,MAL,7,,,");
    }

    @Test
    @Order(6)
    void reportsReachTheTopicOfAClusterThatComesLater() throws Exception {
        String run = pirogue.api().start(REPORTS, RunRequest.of(Mode.SYNC)).run();
        await().atMost(SOON).until(() -> pirogue.log().contains("P578"));
        kafka.start();
        kafka.topic(TOPIC, Map.of("cleanup.policy", "compact"));
        Run arrived =
                await().atMost(Duration.ofMinutes(3)).until(() -> pirogue.api().run(run), Run::isOver);
        assertThat(arrived.written()).isPositive();
        Map<String, String> seen = new TreeMap<>();
        kafka.records(TOPIC).forEach(record -> seen.put(record.key(), record.value()));
        long reports = world.export("hmis").values("MAL_MONTHLY").keySet().stream()
                .map(cell -> cell.orgUnit() + "/" + cell.period())
                .distinct()
                .count();
        assertThat(seen).hasSize((int) reports);
        assertThat(pirogue.run(REPORTS, Mode.SYNC).written()).isZero();
        assertThat(pirogue.log()).doesNotContain("un bateau");
    }
}
