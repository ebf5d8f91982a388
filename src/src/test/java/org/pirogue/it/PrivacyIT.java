package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.PersonCalls;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;

/**
 * Invented persons with names that stand nowhere else go through every kind of flow that carries persons, with kills in the middle;
 * then nothing on the disk, in the log, the metrics or Jolokia knows them. That each place was really searched is shown by words
 * that must be found there.
 */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrivacyIT {
    private static final String COUNT = "tracker-to-hmis";
    private static final String COPY = "persons-copy";
    private static final String DATASET = "persons-dataset";
    private static final String LIST = "persons-list";
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    // In attributes of tracked entities, in case files, in what is refused, in tables beside flows: none may be found.
    private static final Traces PERSONS = new Traces(List.of(
            "Zanobie Qwertzuvira",
            "ZQV-4711-0815-77",
            "Colline Xylofara 17",
            "+257 79 00 47 11 08",
            "Ubaldine Jyxomera",
            "JYX-0042-9913",
            "Wolbachio Fyndiquu",
            "FYN-7700-3141",
            "Refusine Tyqazobe",
            "TYQ-not-a-date"));
    // In a table beside a flow, which is copied with the flow when it is taken into use, and nowhere else.
    private static final Traces BESIDE = new Traces(List.of("Labrina Vexuquori", "VXQ-SAMPLE-8080"));
    // In messages that others put into the broker: they are where they were put, and nowhere else.
    private static final Traces POISON = new Traces(List.of("Poisonella Dryquazi"));
    private static final String FILLER = "filler-of-the-pages";
    private static final int PAGES = 450;

    @TempDir
    static Path folder;

    private static World world;
    private static Sandbox copy;
    private static ChildPirogue pirogue;
    private static List<String> settings;
    private static int amqp;

    @BeforeAll
    static void start() throws Exception {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 60, "202601", "202603");
        copy = Sandbox.start(SandboxOptions.named("copy"));
        Sample.Access access = Sample.load(folder.resolve("sample")).fill("tracker", copy);
        Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(folder.resolve("files/eoc"));
        send();
        persons(access.token());
        try (ServerSocket free = new ServerSocket(0)) {
            amqp = free.getLocalPort();
        }
        Path password = Files.writeString(folder.resolve("partner"), "of-the-partner");
        home();
        settings = new ArrayList<>(world.settings(folder));
        settings.addAll(List.of(
                "--pirogue.connections.copy.url=" + copy.url(),
                "--pirogue.connections.copy.token-file=" + World.secret(folder, "copy", access.token()),
                "--pirogue.files=" + folder.resolve("files"),
                "--pirogue.broker.max-delivery-attempts=2",
                "--pirogue.broker.redelivery-delay-millis=100",
                "--pirogue.broker.amqp-port=" + amqp,
                "--pirogue.broker.clients.partner.password-file=" + password,
                "--pirogue.broker.clients.partner.send=#"));
        open();
    }

    private static void open() throws IOException {
        pirogue = ChildPirogue.start(
                        List.of(
                                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                                "-cp",
                                ChildPirogue.classPath(),
                                "org.pirogue.cli.Main"),
                        folder.resolve("home"),
                        folder.resolve("data"),
                        folder.resolve("log"),
                        settings)
                .ready();
    }

    @AfterAll
    static void stop() throws Exception {
        pirogue.close();
        world.close();
        copy.close();
    }

    private static void home() throws IOException {
        Path home = folder.resolve("home");
        World.copyHome(home);
        Path routes = home.resolve("routes/burundi");
        Path example = home.resolve("routes/examples/cases-for-partners");
        flow(example, routes.resolve(DATASET), text -> text.replace("cases-for-partners", DATASET)
                .replace("surveillance", "hmis")
                .replace("connection: eoc-files, key: case_id", "connection: datasets, key: number")
                .replace("kamelet:table-file-sink", "kamelet:dataset-sink")
                .replace("connection: eoc-files, file: cases.csv", "connection: datasets, dataset: cases"));
        flow(example, routes.resolve(LIST), text -> text.replace("cases-for-partners", LIST)
                .replace("surveillance", "hmis")
                .replaceAll("(?s)        - to:\\s+uri: kamelet:anonymise-action\\s+parameters: [^\\n]+\\n", ""));
        numbers(routes.resolve(DATASET));
        numbers(routes.resolve(LIST));
        Path copied = Files.createDirectories(routes.resolve(COPY));
        Files.writeString(
                copied.resolve(COPY + ".camel.yaml"),
                Files.readString(
                        World.CHECKOUT.resolve("src/src/test/resources/home-persons/persons-copy.camel.yaml")));
        // The rules count by what nobody but the person has: it has to be kept.
        Path rules = routes.resolve(COUNT + "/rules.csv");
        Files.writeString(
                rules,
                Files.readString(rules)
                        .replace(
                                "#{INVESTIGATION.MCS_RESULT} == 'POS' && d2",
                                "#{INVESTIGATION.MCS_RESULT} == 'POS' && A{FULL_NAME} != A{NATIONAL_ID} && d2"));
        Path config = home.resolve("config/burundi/application-burundi.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("  connections:\n", """
                  connections:
                    copy: {workspace: hmis, url: "https://copy.example.bi"}
                    district-files: {type: folder, workspace: hmis, path: received}
                    eoc-files: {type: folder, workspace: hmis, path: eoc}
                """)
                        .replace("  flows:\n", "  flows:\n" + line(COPY) + line(DATASET) + line(LIST)));
    }

    /** A dataset takes no pseudonym: its rows go by the number of the case, which names nobody by itself. */
    private static void numbers(Path flow) throws IOException {
        Path columns = flow.resolve("columns.yaml");
        Files.writeString(
                columns, Files.readString(columns) + "  - {name: number, required: true, headers: [Numéro]}\n");
        Path rules = flow.resolve("anonymise.yaml");
        Files.writeString(
                rules,
                Files.readString(rules)
                        .replace(
                                "{column: case_id, do: pseudonym, normal: [case, spaces]}",
                                "{column: case_id, do: drop}\n  - {column: number, do: keep}"));
    }

    private static String line(String flow) {
        return "    " + flow + ": {workspace: hmis, schedule: \"0 0 0 1 1 ? 2099\"}\n";
    }

    private static void flow(Path from, Path to, UnaryOperator<String> routes) throws IOException {
        Files.createDirectories(to);
        String own = from.getFileName() + ".camel.yaml";
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(from.getFileName().toString()) && !name.equals("README.md")) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
        Files.writeString(
                to.resolve(to.getFileName() + ".camel.yaml"), routes.apply(Files.readString(from.resolve(own))));
        Path laboratory = to.resolve("laboratory.csv");
        Files.writeString(
                laboratory,
                Files.readString(laboratory) + "VXQ-SAMPLE-8080,2026-01-14,positive\n"
                        + "Labrina Vexuquori,no day at all,positive\n");
    }

    /** A district's case list; some rows cannot be taken. */
    private static void send() throws IOException {
        StringBuilder rows = new StringBuilder(
                "Identifiant,Nom,Date de naissance,Sexe,Colline,Début des symptômes,Observation,Numéro\n");
        for (int number = 0; number < 20_000; number++) {
            rows.append("ID-%06d,Person %06d,12/01/%d,F,V0%d,%02d/01/2026,,N-%06d\n"
                    .formatted(number, number, 1960 + number % 50, 1 + number % 3, 1 + number % 28, number));
        }
        rows.append("JYX-0042-9913,Ubaldine Jyxomera,12/01/1990,F,V01,13/01/2026,Colline Xylofara 17,N-HERS\n");
        rows.append("jyx-0042-9913,UBALDINE JYXOMERA,12/01/1990,F,V01,11/01/2026,+257 79 00 47 11 08,N-HERS\n");
        rows.append("FYN-7700-3141,Wolbachio Fyndiquu,TYQ-not-a-date,M,V01,12/01/2026,,N-X1\n");
        rows.append("FYN-7700-3142,Refusine Tyqazobe,12/01/1990,M,V01,TYQ-not-a-date,,N-X2\n");
        rows.append("ID-9,Refusine Tyqazobe,12/01/1990,neither Wolbachio Fyndiquu,V99,12/01/2026,,N-X3\n");
        Path file = Files.createDirectories(folder.resolve("files/received")).resolve("cases_Gitega.csv");
        Files.writeString(file, rows);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /** Two persons in the Tracker; the national id of one is taken at the copy already. */
    private static void persons(String token) throws Exception {
        Export tracker = world.export("tracker");
        ObjectNode payload = JSON.createObjectNode();
        ArrayNode all = payload.putArray("trackedEntities");
        all.add(person(tracker, "zqvPerson0a", "Zanobie Qwertzuvira", "ZQV-4711-0815-77"));
        all.add(person(tracker, "jyxPerson0b", "Ubaldine Jyxomera", "JYX-0042-9913"));
        post(world.server("tracker"), world.token("tracker"), payload);
        ObjectNode taken = JSON.createObjectNode();
        taken.putArray("trackedEntities").add(person(tracker, "other0Person", "Wolbachio Fyndiquu", "JYX-0042-9913"));
        ((ObjectNode) taken.at("/trackedEntities/0"))
                .put("trackedEntity", "otherPersn1")
                .remove("enrollments");
        post(copy, token, taken);
    }

    private static ObjectNode person(Export tracker, String uid, String name, String nationalId) {
        String unit = tracker.uid("organisationUnits", "BDI_0101_01");
        ObjectNode person = JSON.createObjectNode()
                .put("trackedEntity", uid)
                .put("trackedEntityType", tracker.uid("trackedEntityTypes", "PERSON"))
                .put("orgUnit", unit);
        ArrayNode attributes = person.putArray("attributes");
        Map.of("FULL_NAME", name, "NATIONAL_ID", nationalId, "SEX", "F", "BIRTH_DATE", "1990-01-12")
                .forEach((code, value) -> attributes
                        .addObject()
                        .put("attribute", tracker.uid("trackedEntityAttributes", code))
                        .put("value", value));
        ObjectNode enrollment = person.putArray("enrollments").addObject();
        enrollment
                .put("enrollment", uid.replace("Person", "Enroll"))
                .put("program", tracker.uid("programs", "MAL_CASES"))
                .put("orgUnit", unit)
                .put("enrolledAt", "2026-01-12")
                .put("occurredAt", "2026-01-12");
        ObjectNode event = enrollment.putArray("events").addObject();
        event.put("event", uid.replace("Person", "Events"))
                .put("programStage", tracker.uid("programStages", "INVESTIGATION"))
                .put("program", tracker.uid("programs", "MAL_CASES"))
                .put("orgUnit", unit)
                .put("status", "COMPLETED")
                .put("occurredAt", "2026-01-12");
        event.putArray("dataValues")
                .addObject()
                .put("dataElement", tracker.uid("dataElements", "MCS_RESULT"))
                .put("value", "POS");
        return person;
    }

    private static void post(Sandbox server, String token, ObjectNode payload) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        server.url() + "/api/tracker?async=false&importStrategy=CREATE_AND_UPDATE"))
                                .header("Authorization", "ApiToken " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(payload.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void nothingIsFoundWhileEverythingIsUnderWayAndAfterAKill() throws Exception {
        for (String connection : List.of("copy", "eoc-files", "datasets")) {
            pirogue.api().suspend(connection, "the disk is looked at", "a test");
        }
        for (String flow : List.of(COUNT, COPY, LIST, DATASET)) {
            pirogue.api().start(flow, new org.pirogue.cli.rest.RunRequest(null, null, true, Mode.SYNC));
        }
        for (String flow : List.of(COPY, LIST, DATASET)) {
            await(flow).atMost(LONG).until(() -> newest(flow).isOver() || isWaiting(newest(flow)));
        }
        // Its records stay, whatever becomes of the counts.
        assertThat(pirogue.over(newest(COUNT).run()).failed()).isFalse();
        poison();

        pirogue.kill();

        onDisk("killed with everything in flight");
    }

    private static boolean isWaiting(Run run) {
        assertThat(run.failed()).as("%s", run).isFalse();
        return run.state().equals("delivering") && run.inFlight() > 0 && run.chunks() == run.chunksDone();
    }

    private static Run newest(String flow) {
        return pirogue.api().runs(flow, 1).get(0);
    }

    /** So many that the broker pages, one that is large, and two that nobody can read. */
    private static void poison() throws Exception {
        var factory = new JmsConnectionFactory("partner", "of-the-partner", "amqp://127.0.0.1:" + amqp);
        try (var context = factory.createContext()) {
            var producer = context.createProducer();
            producer.send(context.createQueue("hmis." + COPY), "{\"name\": \"Poisonella Dryquazi\"");
            // Nobody can read it, so it becomes a dead letter, and nobody takes those away.
            var queue = context.createQueue("nmcp.hmis-to-nmdr");
            producer.send(queue, "{\"name\": \"Poisonella Dryquazi\"");
            producer.send(queue, FILLER + "x".repeat(600_000));
            String page = FILLER + "y".repeat(90_000);
            for (int i = 0; i < PAGES; i++) {
                producer.send(queue, page);
            }
        }
        await().atMost(LONG).until(() -> letters() >= PAGES);
    }

    private static int letters() {
        return new org.pirogue.cli.rest.DeadLetterCalls(pirogue.api())
                .list(1_000)
                .size();
    }

    @Test
    @Order(2)
    void nothingIsFoundInAnswersOnceEverythingHasArrived() throws Exception {
        open();
        for (String connection : List.of("copy", "eoc-files", "datasets")) {
            pirogue.api().resume(connection);
        }
        for (String flow : List.of(COUNT, COPY, LIST, DATASET)) {
            Run over = pirogue.over(newest(flow).run());
            assertThat(over.failed()).as("%s", over).isFalse();
            assertThat(over.written()).as("%s", over).isPositive();
        }
        assertThat(Files.readString(folder.resolve("files/eoc/cases.csv")))
                .as("the list did carry the persons")
                .contains("Ubaldine Jyxomera");

        String metrics = get("/prometheus");
        String jolokia = jolokia();
        assertThat(metrics).contains(COPY);
        assertThat(jolokia).contains(COPY + ".deliver", "dead-letter.nmcp.hmis-to-nmdr");
        for (String answer : List.of(metrics, jolokia, get("/health"), get("/api/status"))) {
            assertThat(PERSONS.in(answer.getBytes(StandardCharsets.UTF_8))).isEmpty();
            assertThat(POISON.in(answer.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
        for (String flow : List.of(COUNT, COPY, LIST, DATASET)) {
            String rejects = get("/api/runs/" + newest(flow).run() + "/rejects?limit=1000");
            assertThat(PERSONS.in(rejects.getBytes(StandardCharsets.UTF_8)))
                    .as(rejects)
                    .isEmpty();
        }
    }

    /** The whole application, killed while rows are copied into the version's table. */
    @Test
    @Order(3)
    void aVersionThatWasKilledInMidPublishIsMadeExactlyOnce() throws Exception {
        List<Long> before = versions();
        for (int kills = 0, tries = 0; kills < 1; tries++) {
            assertThat(tries).as("the kills have to hit").isLessThan(20);
            more(tries);
            pirogue.api().start(DATASET, new org.pirogue.cli.rest.RunRequest(null, null, false, Mode.SYNC));
            boolean hit = copying();
            pirogue.kill();
            open();
            pirogue.over(newest(DATASET).run());
            List<Long> now = versions();
            assertThat(now).as("exactly one more").hasSize(before.size() + 1).doesNotHaveDuplicates();
            before = now;
            kills += hit ? 1 : 0;
        }
        assertThat(newest(DATASET).state()).isIn("done", "partial");
    }

    /** Waits until rows are on their way into a new version. @return false where that was over before it was seen */
    private static boolean copying() throws Exception {
        Path data = pirogue.data().folder();
        String port = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        String password =
                Files.readString(data.resolve("secrets/postgres-password")).strip();
        String run = newest(DATASET).run();
        try (Connection database = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/pirogue", "pirogue", password);
                PreparedStatement asked = database.prepareStatement(
                        "select 1 from pg_stat_activity where query ilike 'copy %' and state <> 'idle'")) {
            return await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(
                            () -> isCopying(asked)
                                    ? "hit"
                                    : pirogue.api().run(run).isOver() ? "over" : "",
                            seen -> !seen.isEmpty())
                    .equals("hit");
        }
    }

    private static boolean isCopying(PreparedStatement asked) throws SQLException {
        try (ResultSet copying = asked.executeQuery()) {
            return copying.next();
        }
    }

    private static void more(int number) throws IOException {
        Path file = folder.resolve("files/received/cases_Gitega.csv");
        Files.writeString(
                file,
                "ID-9%05d,Person 9%05d,12/01/1970,F,V01,12/01/2026,,N-9%05d\n".formatted(number, number, number),
                StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static List<Long> versions() throws Exception {
        List<Long> versions = new ArrayList<>();
        JSON.readTree(get("/api/datasets/hmis/cases/versions"))
                .forEach(version -> versions.add(version.path("version").asLong()));
        return versions;
    }

    @Test
    @Order(4)
    void nothingIsFoundAfterARunThatWasKilledWhileItRead() throws Exception {
        for (String flow : List.of(LIST, COPY)) {
            String run = pirogue.api()
                    .start(flow, new org.pirogue.cli.rest.RunRequest(null, null, true, Mode.SYNC))
                    .run();
            await(flow)
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> pirogue.api().run(run).read() > 0
                            || pirogue.api().run(run).isOver());
            pirogue.kill();
            onDisk("killed while " + flow + " read");
            open();
        }
    }

    /** The whole way of a person who asks: where they are, who has them, that they go, and do not come back. */
    @Test
    @Order(5)
    void aPersonIsFoundEverywhereErasedAndDoesNotComeBackUntilThatIsLifted() throws Exception {
        for (String flow : List.of(COUNT, COPY, LIST, DATASET)) {
            pirogue.over(newest(flow).run());
        }
        var shares = new org.pirogue.cli.rest.ShareCalls(pirogue.api());
        post("/api/datasets/hmis/cases/publish", "{\"reason\": \"test\"}");
        var share = shares.add(Map.of(
                "workspace",
                "hmis",
                "dataset",
                "cases",
                "kind",
                "workspace",
                "to",
                "nmcp",
                "columns",
                List.of("number", "sex"),
                "purpose",
                "test"));
        shares.rows(share.share(), "csv", folder.resolve("given.csv"));
        var calls = new PersonCalls(pirogue.api());
        var her = new PersonCalls.Sought(null, "JYX-0042-9913");
        var hersInLists = new PersonCalls.Sought(null, "n-hers");

        PersonCalls.Found found = calls.find("hmis", her);
        assertThat(found.kept())
                .extracting(PersonCalls.Kept::what, PersonCalls.Kept::flow)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("case", COUNT),
                        org.assertj.core.groups.Tuple.tuple("object", COPY),
                        org.assertj.core.groups.Tuple.tuple("known-row", LIST));
        PersonCalls.Found inLists = calls.find("hmis", hersInLists);
        assertThat(inLists.datasets()).isNotEmpty().allSatisfy(each -> assertThat(each.rows())
                .isEqualTo(1));
        assertThat(inLists.shares()).extracting(PersonCalls.InShare::recipient).containsExactly("nmcp");
        assertThat(inLists.received())
                .anySatisfy(each -> assertThat(each.what()).contains("/shares/" + share.share()));
        assertThat(calls.find("nmcp", her).isNothing()).as("another workspace").isTrue();

        assertThat(calls.erase("hmis", her, "she asked", true).erasure()).isZero();
        assertThat(calls.find("hmis", her)).isEqualTo(found);
        PersonCalls.Erased erased = calls.erase("hmis", her, "she asked", false);
        PersonCalls.Erased erasedInLists = calls.erase("hmis", hersInLists, "she asked", false);

        assertThat(erased.found()).isEqualTo(found);
        // What stood at the other server is deleted there first.
        await().atMost(LONG).until(() -> calls.find("hmis", her).kept().stream()
                .allMatch(kept -> kept.what().equals("known-row")));
        assertThat(calls.find("hmis", hersInLists).datasets()).isEmpty();
        assertThat(calls.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("nmcp");
            assertThat(notice.known()).containsExactly("N-HERS");
            calls.done(notice.notice());
        });
        for (String flow : List.of(COUNT, COPY, LIST, DATASET)) {
            full(flow);
        }
        for (PersonCalls.Sought who : List.of(her, hersInLists)) {
            assertThat(calls.find("hmis", who).isNothing())
                    .as("%s", calls.find("hmis", who))
                    .isTrue();
        }
        assertThat(Files.readString(folder.resolve("files/eoc/cases.csv")))
                .contains("Person 000001")
                .doesNotContain("Jyxomera");
        assertThat(get("/api/audit?limit=1000"))
                .contains("persons/erasures/" + erased.erasure())
                .doesNotContainIgnoringCase("jyx");

        calls.lift("hmis", erased.erasure(), "she came back");
        calls.lift("hmis", erasedInLists.erasure(), "she came back");
        full(DATASET);
        assertThat(calls.find("hmis", hersInLists).datasets()).hasSize(1);
        assertThat(PERSONS.in(Files.readAllBytes(folder.resolve("log")))).isEmpty();
    }

    private static void full(String flow) {
        Run over = pirogue.over(pirogue.api()
                .start(flow, new org.pirogue.cli.rest.RunRequest(null, null, true, Mode.SYNC))
                .run());
        assertThat(over.failed()).as("%s", over).isFalse();
        assertThat(over.balanced()).as("%s", over).isTrue();
    }

    private static void post(String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pirogue.port() + path))
                                .header(
                                        "Authorization",
                                        "Bearer " + pirogue.data().token())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    @Order(6)
    void recordsThatWereKeptLongEnoughGoAndWhatWasCountedFromThemStands() throws Exception {
        var counted = world.export("hmis").values("MAL_MONTHLY");
        pirogue.stop();
        settings.addAll(List.of("--pirogue.retention.case-days=1", "--pirogue.keeping-schedule=*/2 * * * * ?"));
        open();

        await().atMost(LONG).until(() -> get("/api/status").contains("\"kept-cases\""));
        Run over = pirogue.over(pirogue.api()
                .start(COUNT, new org.pirogue.cli.rest.RunRequest(null, null, true, Mode.SYNC))
                .run());

        assertThat(over.failed()).as("%s", over).isFalse();
        assertThat(over.read()).isPositive();
        assertThat(over.retracted() + over.deleted()).as("%s", over).isZero();
        assertThat(world.export("hmis").values("MAL_MONTHLY")).isEqualTo(counted);
        assertThat(new PersonCalls(pirogue.api())
                        .find("hmis", new PersonCalls.Sought(null, "ZQV-4711-0815-77"))
                        .kept())
                .extracting(PersonCalls.Kept::what)
                .doesNotContain("case")
                .contains("object");
    }

    @Test
    @Order(7)
    void nothingIsFoundAfterItHasStopped() throws Exception {
        pirogue.stop();
        onDisk("stopped");
    }

    /** Everything that a Pirogue writes: its data folder, the folder for temporary files, its log. */
    private static void onDisk(String when) throws Exception {
        Path data = folder.resolve("data");
        checkpoint(data);
        for (Path place : List.of(data, folder.resolve("tmp"))) {
            assertThat(PERSONS.below(place)).as("%s, in %s", when, place).isEmpty();
        }
        assertThat(PERSONS.in(Files.readAllBytes(folder.resolve("log"))))
                .as("%s, in the log", when)
                .isEmpty();
        for (String part : List.of("postgres", "secrets", "spool", "datasets")) {
            if (!Files.isDirectory(data.resolve(part))) {
                continue;
            }
            assertThat(BESIDE.below(data.resolve(part)))
                    .as("%s, in %s", when, part)
                    .isEmpty();
            assertThat(POISON.below(data.resolve(part)))
                    .as("%s, in %s", when, part)
                    .isEmpty();
        }
        for (Traces words : List.of(POISON, BESIDE)) {
            assertThat(words.in(Files.readAllBytes(folder.resolve("log")))).isEmpty();
        }
        searched(data);
    }

    /** A database that runs on after a kill has pages in memory only: they go to where they will be looked for. */
    private static void checkpoint(Path data) throws Exception {
        if (pirogue.database().isEmpty()) {
            return;
        }
        String port = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        String password = Files.readString(data.resolve("secrets/postgres-admin-password"))
                .strip();
        try (Connection database = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/pirogue", "postgres", password);
                var statement = database.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** What stands there by right is found by the same search. */
    private static void searched(Path data) throws IOException {
        isIn(data.resolve("postgres/data/base"), "BDI_0101");
        isIn(data.resolve("postgres/data/pg_wal"), "BDI_0101");
        isIn(data.resolve("artemis/journal"), "Poisonella Dryquazi");
        isIn(data.resolve("artemis/bindings"), "dead-letter");
        isIn(data.resolve("artemis/paging"), FILLER);
        isIn(data.resolve("artemis/large-messages"), FILLER);
        assertThat(new Traces(List.of(COPY)).in(Files.readAllBytes(folder.resolve("log"))))
                .isNotEmpty();
    }

    private static void isIn(Path place, String word) throws IOException {
        assertThat(new Traces(List.of(word)).below(place))
                .as("control in %s", place)
                .isNotEmpty();
    }

    private static String jolokia() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String beans :
                List.of("org.apache.camel:*", "org.apache.activemq.artemis:*", "java.lang:*", "java.nio:*")) {
            all.append(get("/jolokia/read/" + beans.replace("*", "*") + "?ignoreErrors=true"));
        }
        return all.append(get("/jolokia/list?maxDepth=4")).toString();
    }

    private static String get(String path) throws Exception {
        String password = Files.readString(pirogue.data().adminPasswordFile()).strip();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pirogue.port() + path))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                ("admin:" + password).getBytes(StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return answer.body();
    }
}
