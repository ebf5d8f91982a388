package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.pirogue.sandbox.Sandbox;

/** Invented persons, put where a country has persons: into its Tracker, and into the list that a district sends. */
final class PersonsSample {
    static final String NATIONAL_ID = "JYX-0042-9913";
    static final String NAME = "Ubaldine Jyxomera";
    static final String NUMBER = "N-HERS";
    static final String ELSEWHERE = "ZQV-4711-0815-77";
    /** In the short list, without her. */
    static final int FEW = 40;

    private static final String HEADER =
            "Identifiant,Nom,Date de naissance,Sexe,Colline,Début des symptômes,Observation,Numéro\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PersonsSample() {}

    /** A district's case list; some rows cannot be taken. */
    static void sendList(Path folder) throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int number = 0; number < 20_000; number++) {
            rows.append("ID-%06d,Person %06d,12/01/%d,F,V0%d,%02d/01/2026,,N-%06d\n"
                    .formatted(number, number, 1960 + number % 50, 1 + number % 3, 1 + number % 28, number));
        }
        rows.append("JYX-0042-9913,Ubaldine Jyxomera,12/01/1990,F,V01,13/01/2026,Colline Xylofara 17,N-HERS\n");
        rows.append("jyx-0042-9913,UBALDINE JYXOMERA,12/01/1990,F,V01,11/01/2026,+257 79 00 47 11 08,N-HERS\n");
        rows.append("FYN-7700-3141,Wolbachio Fyndiquu,TYQ-not-a-date,M,V01,12/01/2026,,N-X1\n");
        rows.append("FYN-7700-3142,Refusine Tyqazobe,12/01/1990,M,V01,TYQ-not-a-date,,N-X2\n");
        rows.append("ID-9,Refusine Tyqazobe,12/01/1990,neither Wolbachio Fyndiquu,V99,12/01/2026,,N-X3\n");
        written(folder, "cases_Gitega.csv", rows);
        written(folder, "few_Gitega.csv", few());
    }

    /** So few that a run of them takes no time; nobody of them stands alone. */
    private static StringBuilder few() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int number = 0; number < FEW; number++) {
            rows.append(
                    "ID-%06d,Person %06d,12/01/1990,F,V01,%02d/01/2026,,\n".formatted(number, number, 1 + number % 28));
        }
        return rows.append("JYX-0042-9913,Ubaldine Jyxomera,12/01/1990,F,V01,13/01/2026,,\n");
    }

    private static void written(Path folder, String name, StringBuilder rows) throws IOException {
        Path file = Files.createDirectories(folder.resolve("files/received")).resolve(name);
        Files.writeString(file, rows);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    static void oneMore(Path folder, int number) throws IOException {
        Path file = folder.resolve("files/received/cases_Gitega.csv");
        Files.writeString(
                file,
                "ID-9%05d,Person 9%05d,12/01/1970,F,V01,12/01/2026,,N-9%05d\n".formatted(number, number, number),
                StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /** Two persons in the Tracker; the national id of one is taken at the copy already. */
    static void register(World world, Sandbox copy, String tokenOfCopy) throws Exception {
        Export tracker = world.export("tracker");
        ObjectNode payload = JSON.createObjectNode();
        ArrayNode all = payload.putArray("trackedEntities");
        all.add(person(tracker, "zqvPerson0a", "Zanobie Qwertzuvira", ELSEWHERE));
        all.add(person(tracker, "jyxPerson0b", NAME, NATIONAL_ID));
        post(world.server("tracker"), world.token("tracker"), payload);
        ObjectNode taken = JSON.createObjectNode();
        taken.putArray("trackedEntities").add(person(tracker, "other0Person", "Wolbachio Fyndiquu", ELSEWHERE));
        ((ObjectNode) taken.at("/trackedEntities/0"))
                .put("trackedEntity", "otherPersn1")
                .remove("enrollments");
        post(copy, tokenOfCopy, taken);
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
}
