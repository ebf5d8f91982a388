package org.pirogue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BulkTest {
    private static final int UNITS = 500;
    private static final int ELEMENTS = 40;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void takesAHundredThousandValuesAndGivesThemBack() throws Exception {
        roundTrip(5);
    }

    @Test
    @Tag("full")
    void holdsFiveMillionValues() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            sandbox.truth().on(false);
            Instant now = Instant.now();
            for (int month = 0; month < 250; month++) {
                String period = period(month);
                for (int unit = 0; unit < UNITS; unit++) {
                    for (int element = 0; element < ELEMENTS; element++) {
                        sandbox.dataValues()
                                .put(element(element), period, unit(unit), "", "", "" + (month + unit), "admin", now);
                    }
                }
            }
            assertThat(sandbox.dataValues().size()).isEqualTo(5_000_000);
            long start = System.nanoTime();
            long bytes = read(sandbox, "startDate=1990-01-01&endDate=2030-12-31&orgUnit=OUROOT00001&children=true");
            say("read 5,000,000 values, " + (bytes >> 20) + " MiB", 5_000_000, start);
        }
    }

    @Test
    @Tag("full")
    void carriesAMillionValues() throws Exception {
        roundTrip(50);
    }

    private void roundTrip(int months) throws Exception {
        int count = months * UNITS * ELEMENTS;
        try (Sandbox sandbox = sandbox()) {
            sandbox.truth().on(false);
            byte[] body = body(months);
            long start = System.nanoTime();
            HttpResponse<String> response = http.send(
                    request(sandbox, "/api/dataValueSets")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            say("wrote " + count + " values", count, start);
            JsonNode summary = Recording.JSON.readTree(response.body());
            assertThat(summary.at("/response/importCount/updated").asInt())
                    .as(response.body())
                    .isEqualTo(count);
            start = System.nanoTime();
            read(sandbox, "startDate=1990-01-01&endDate=2030-12-31&orgUnit=OUROOT00001&children=true");
            say("read " + count + " values", count, start);
        }
    }

    private static void say(String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%s in %.2f s: %.0f a second%n", what, seconds, count / seconds);
    }

    private long read(Sandbox sandbox, String query) throws Exception {
        HttpResponse<InputStream> response = http.send(
                request(sandbox, "/api/dataValueSets?dataSet=DATASET0001&" + query)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (InputStream in = response.body()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
            }
        }
        return total;
    }

    private static HttpRequest.Builder request(Sandbox sandbox, String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Authorization", "ApiToken " + sandbox.createToken("admin"));
    }

    private static byte[] body(int months) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"dataSet\":\"DATASET0001\",\"dataValues\":[".getBytes(StandardCharsets.UTF_8));
        String comma = "";
        for (int month = 0; month < months; month++) {
            for (int unit = 0; unit < UNITS; unit++) {
                for (int element = 0; element < ELEMENTS; element++) {
                    String row = comma + "{\"dataElement\":\"" + element(element) + "\",\"period\":\""
                            + period(month) + "\",\"orgUnit\":\"" + unit(unit)
                            + "\",\"categoryOptionCombo\":\"HllvX50cXC0\",\"attributeOptionCombo\":\"HllvX50cXC0\","
                            + "\"value\":\"" + (month * unit) + "\"}";
                    out.writeBytes(row.getBytes(StandardCharsets.UTF_8));
                    comma = ",";
                }
            }
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static Sandbox sandbox() {
        Sandbox sandbox = Sandbox.start(SandboxOptions.named("bulk"));
        ObjectNode metadata = Recording.JSON.createObjectNode();
        ArrayNode units = metadata.putArray("organisationUnits");
        units.addObject().put("id", "OUROOT00001").put("name", "root");
        ArrayNode elements = metadata.putArray("dataElements");
        ObjectNode set = metadata.putArray("dataSets").addObject();
        set.put("id", "DATASET0001").put("name", "set").put("periodType", "Monthly");
        for (int unit = 0; unit < UNITS; unit++) {
            ObjectNode node = units.addObject().put("id", unit(unit)).put("name", unit(unit));
            node.putObject("parent").put("id", "OUROOT00001");
            set.withArray("organisationUnits").addObject().put("id", unit(unit));
        }
        for (int element = 0; element < ELEMENTS; element++) {
            elements.addObject().put("id", element(element)).put("valueType", "INTEGER_ZERO_OR_POSITIVE");
            set.withArray("dataSetElements")
                    .addObject()
                    .putObject("dataElement")
                    .put("id", element(element));
        }
        sandbox.loadMetadata(metadata);
        return sandbox;
    }

    private static String unit(int number) {
        return "OU%09d".formatted(number);
    }

    private static String element(int number) {
        return "DE%09d".formatted(number);
    }

    private static String period(int month) {
        return "%d%02d".formatted(2000 + month / 12, 1 + month % 12);
    }
}
