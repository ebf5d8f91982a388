package org.pirogue.prepare.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.period.PeriodType;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;

/**
 * The weekly mpox figures of the Democratic Republic of the Congo by {@code rules.csv}, against a count by hand over the sample's
 * line list as its server gives it: the JSON as it is, UIDs, the calendar of the JDK, and no code of Pirogue's.
 */
class MpoxCountTest {
    private static final Path SAMPLE = Path.of("../config/drc/sandbox");
    private static final Path RULES = Path.of("../routes/drc/mpox-to-aggregate/rules.csv");
    private static final String CLINICAL = "fC1QnVBSOa3";
    private static final String LABORATORY = "kr7zFDXvZLU";
    private static final List<String> TESTS =
            List.of("J8QUCtdtlKh", "xkuZPnIxW9k", "JA48BBogxfP", "lIV2D3w8sdX", "nkAOZgmqUgF", "Kk6g4TwPGc6");

    private static List<JsonNode> persons;

    @BeforeAll
    static void read() throws IOException, InterruptedException {
        Sample sample = Sample.load(SAMPLE);
        persons = new ArrayList<>();
        try (Sandbox server = Sandbox.start(SandboxOptions.named("mpox"))) {
            Sample.Access access = sample.fill("mpox", server);
            JsonNode page;
            int number = 0;
            do {
                page = page(server.url(), access.token(), ++number);
                page.path("trackedEntities").forEach(persons::add);
            } while (page.path("trackedEntities").size() == 1_000);
        }
    }

    private static JsonNode page(String url, String token, int number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url
                        + "/api/tracker/trackedEntities?program=OdZCeLEJUya&orgUnitMode=ACCESSIBLE&fields=*&order=trackedEntity:asc"
                        + "&pageSize=1000&page=" + number))
                .header("Authorization", "ApiToken " + token)
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    @Test
    void rulesCountWhatAHandCounts() throws IOException {
        Map<String, Integer> byHand = byHand();
        assertThat(byHand).hasSizeGreaterThan(1_500);
        assertThat(byHand.keySet().stream().map(cell -> cell.split(" ")[0]).distinct())
                .hasSize(8);
        assertThat(byRules()).isEqualTo(byHand);
    }

    private static Map<String, Integer> byHand() {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode person : persons) {
            for (JsonNode enrollment : person.path("enrollments")) {
                Map<String, String> known = new HashMap<>();
                person.path("attributes")
                        .forEach(each -> known.put(
                                each.path("attribute").asText(),
                                each.path("value").asText()));
                enrollment.path("events").forEach(event -> event.path("dataValues")
                        .forEach(value -> known.put(
                                event.path("programStage").asText()
                                        + value.path("dataElement").asText(),
                                value.path("value").asText())));
                count(enrollment.path("orgUnit").asText(), known, counts);
            }
        }
        return counts;
    }

    private static void count(String unit, Map<String, String> known, Map<String, Integer> counts) {
        String classification = known.getOrDefault("Knjrxlxi1Vs", "");
        String diagnosed = known.get("P8fptFAQJCG");
        String born = known.get("NI0QRzJvQ0k");
        if (List.of("CONFIRMED", "SUSPECTED", "PROBABLE").contains(classification)) {
            add("IDS_MPOX_" + classification, group(born, diagnosed), unit, diagnosed, counts);
        }
        if (known.getOrDefault(CLINICAL + "woBtoUq5taH", "").equals("DIED")) {
            String died = known.get(CLINICAL + "JvJydtuMMMw");
            add("IDS_MPOX_DEATHS", group(born, died), unit, died, counts);
        }
        if (classification.equals("CONFIRMED")
                && TESTS.stream().anyMatch(test -> known.containsKey(LABORATORY + test))) {
            add("IDS_MPOX_LAB_CONFIRMED_ALL_CLADES", "", unit, diagnosed, counts);
            if (known.getOrDefault(LABORATORY + "V3nKReCYlNs", "").equals("CLADE_I_B")) {
                add("IDS_MPOX_LAB_CONFIRMED_CLADE_I_B", "", unit, diagnosed, counts);
            }
        }
    }

    private static String group(String born, String day) {
        if (born == null || day == null) {
            return null;
        }
        int years = java.time.Period.between(day(born), day(day)).getYears();
        return years <= 4 ? "0-4Y" : "P5Y--P999Y";
    }

    private static void add(String element, String group, String unit, String when, Map<String, Integer> counts) {
        if (group != null && when != null) {
            LocalDate day = day(when);
            String week = day.get(IsoFields.WEEK_BASED_YEAR) + "W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            counts.merge(element + (group.isEmpty() ? "" : "/" + group) + " " + week + " " + unit, 1, Integer::sum);
        }
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text.substring(0, 10));
    }

    private static Map<String, Integer> byRules() throws IOException {
        Rules rules = Rules.read(RULES, PeriodType.WEEKLY);
        List<CaseRecord> records = records();
        TreeSet<String> units = new TreeSet<>();
        TreeSet<String> weeks = new TreeSet<>();
        for (CaseRecord record : records) {
            units.add(record.orgUnit());
            rules.touched(record).forEach(key -> weeks.add(key.period()));
        }
        Envelope envelope = new Envelope("mpox", "test", 1, 1, Envelope.Mode.SYNC);
        Map<String, Integer> counts = new TreeMap<>();
        for (String week : weeks) {
            CaseBatch batch = new CaseBatch(envelope, new Scope(week, units), records, Tally.NONE);
            for (Slice slice : rules.count(batch).slices()) {
                slice.values()
                        .forEach((cell, value) ->
                                counts.put(cell + " " + week + " " + slice.key().orgUnit(), Integer.valueOf(value)));
            }
        }
        return counts;
    }

    private static List<CaseRecord> records() throws IOException {
        Map<String, String> codes = new HashMap<>();
        JsonNode metadata =
                new ObjectMapper().readTree(SAMPLE.resolve("mpox.json").toFile());
        for (String type : List.of("dataElements", "trackedEntityAttributes")) {
            metadata.path(type)
                    .forEach(each -> codes.put(
                            each.path("id").asText(), each.path("code").asText()));
        }
        List<CaseRecord> records = new ArrayList<>();
        persons.forEach(person -> person.path("enrollments").forEach(enrollment -> {
            List<CaseRecord.Event> events = new ArrayList<>();
            enrollment
                    .path("events")
                    .forEach(event -> events.add(new CaseRecord.Event(
                            event.path("event").asText(),
                            event.path("programStage").asText(),
                            event.path("orgUnit").asText(),
                            event.path("status").asText(),
                            event.path("occurredAt").asText(),
                            null,
                            event.path("deleted").asBoolean(),
                            values(event.path("dataValues"), "dataElement", codes))));
            records.add(new CaseRecord(
                    person.path("trackedEntity").asText(),
                    enrollment.path("enrollment").asText(),
                    enrollment.path("orgUnit").asText(),
                    enrollment.path("enrolledAt").asText(),
                    enrollment.path("occurredAt").asText(),
                    enrollment.path("status").asText(),
                    false,
                    values(person.path("attributes"), "attribute", codes),
                    events));
        }));
        return records;
    }

    private static Map<String, String> values(JsonNode list, String key, Map<String, String> codes) {
        Map<String, String> values = new HashMap<>();
        list.forEach(each -> values.put(
                codes.get(each.path(key).asText()), each.path("value").asText()));
        return values;
    }
}
