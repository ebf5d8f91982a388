package org.pirogue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pirogue.sandbox.instance.VersionMode;

class JudgingTest {
    private static final String METADATA = """
            {"organisationUnits":[{"id":"OUaaaaaaaa1","name":"A"},{"id":"OUaaaaaaaa2","name":"B","parent":{"id":"OUaaaaaaaa1"}}],
             "categoryOptions":[{"id":"OPaaaaaaaa1","code":"LT5","name":"<5"},{"id":"OPaaaaaaaa2","code":"GE5","name":"5+"}],
             "categories":[{"id":"CAaaaaaaaa1","code":"AGE","name":"Age","categoryOptions":[{"id":"OPaaaaaaaa1"},{"id":"OPaaaaaaaa2"}]}],
             "categoryCombos":[{"id":"CCaaaaaaaa1","code":"AGE","name":"Age","categories":[{"id":"CAaaaaaaaa1"}]}],
             "dataElements":[{"id":"DEaaaaaaaa1","code":"MAL","name":"Malaria","valueType":"INTEGER","categoryCombo":{"id":"CCaaaaaaaa1"}},
                             {"id":"DEaaaaaaaa2","code":"LON","name":"Alone","valueType":"INTEGER"},
                             {"id":"DEaaaaaaaa3","code":"TWO","name":"In two","valueType":"INTEGER"}],
             "dataSets":[{"id":"DSaaaaaaaa1","name":"One","periodType":"Monthly","organisationUnits":[{"id":"OUaaaaaaaa2"}],
                          "dataSetElements":[{"dataElement":{"id":"DEaaaaaaaa1"}},{"dataElement":{"id":"DEaaaaaaaa3"}}]},
                         {"id":"DSaaaaaaaa2","name":"Two","periodType":"Monthly","organisationUnits":[{"id":"OUaaaaaaaa2"}],
                          "dataSetElements":[{"dataElement":{"id":"DEaaaaaaaa3"}}]}]}
            """;

    private static Sandbox sandbox(String name, VersionMode mode) throws Exception {
        Sandbox sandbox = Sandbox.start(SandboxOptions.named(name).withMode(mode));
        sandbox.loadMetadata(Recording.JSON.readTree(METADATA));
        return sandbox;
    }

    private static JsonNode post(Sandbox sandbox, String... values) throws Exception {
        ObjectNode body = Recording.JSON.createObjectNode();
        ArrayNode array = body.putArray("dataValues");
        for (String value : values) {
            String[] parts = value.split(" ");
            array.addObject()
                    .put("dataElement", parts[0])
                    .put("orgUnit", parts[1])
                    .put("period", parts[2])
                    .put("value", parts[3]);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/api/dataValueSets"))
                .header("Authorization", "ApiToken " + sandbox.createToken("admin"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return Recording.JSON.readTree(response.body());
    }

    @Test
    void oneBadUnitSinksThePayloadInMode243() throws Exception {
        try (Sandbox sandbox = sandbox("new", VersionMode.V2_43)) {
            JsonNode answer = post(sandbox, "DEaaaaaaaa1 OUaaaaaaaa2 202501 5", "DEaaaaaaaa1 UNKNOWNuid1 202501 6");

            assertThat(answer.path("httpStatusCode").asInt()).isEqualTo(409);
            assertThat(answer.at("/response/rejectedIndexes").size()).isEqualTo(2);
            assertThat(sandbox.dataValues().size()).isZero();
            assertThat(sandbox.truth().all()).isEmpty();
        }
    }

    @Test
    void oneBadUnitIsLeftOutInMode242() throws Exception {
        try (Sandbox sandbox = sandbox("old", VersionMode.V2_42)) {
            JsonNode answer = post(sandbox, "DEaaaaaaaa1 OUaaaaaaaa2 202501 5", "DEaaaaaaaa1 UNKNOWNuid1 202501 6");

            assertThat(answer.path("status").asText()).isEqualTo("WARNING");
            assertThat(answer.at("/response/importCount/imported").asInt()).isEqualTo(1);
            assertThat(answer.at("/response/conflicts/0/errorCode").asText()).isEqualTo("E7612");
            assertThat(answer.at("/response/conflicts/0/indexes/0").asInt()).isEqualTo(1);
            assertThat(sandbox.dataValues().size()).isEqualTo(1);
            assertThat(sandbox.truth().all()).hasSize(1);
        }
    }

    @Test
    void refusesAnElementOfTwoSetsAndOneOfNone() throws Exception {
        try (Sandbox sandbox = sandbox("sets", VersionMode.V2_43)) {
            JsonNode several = post(sandbox, "DEaaaaaaaa3 OUaaaaaaaa2 202501 5");
            JsonNode none = post(sandbox, "DEaaaaaaaa2 OUaaaaaaaa2 202501 5");

            assertThat(several.at("/response/conflicts/0/errorCode").asText()).isEqualTo("E8002");
            assertThat(none.at("/response/conflicts/0/errorCode").asText()).isEqualTo("E8003");
        }
    }

    @Test
    void eachServerMakesItsOwnOptionCombos() throws Exception {
        try (Sandbox one = sandbox("one", VersionMode.V2_43);
                Sandbox again = sandbox("one", VersionMode.V2_43);
                Sandbox other = sandbox("other", VersionMode.V2_43)) {
            assertThat(combos(one)).hasSize(3).isEqualTo(combos(again));
            assertThat(combos(other)).hasSize(3).contains("HllvX50cXC0");
            assertThat(combos(other)).filteredOn(combos(one)::contains).containsExactly("HllvX50cXC0");
        }
    }

    @Test
    void anOptionComboThatIsBroughtTakesThePlaceOfTheMadeOne() throws Exception {
        try (Sandbox sandbox = sandbox("one", VersionMode.V2_43)) {
            sandbox.loadMetadata(Recording.JSON.readTree(
                    "{\"categoryOptionCombos\":[{\"id\":\"BROUGHT0001\",\"categoryCombo\":{\"id\":\"CCaaaaaaaa1\"},"
                            + "\"categoryOptions\":[{\"id\":\"OPaaaaaaaa1\"}]}]}"));

            assertThat(combos(sandbox)).hasSize(3).contains("BROUGHT0001");
        }
    }

    private static List<String> combos(Sandbox sandbox) {
        return sandbox.metadata().all("categoryOptionCombos").stream()
                .map(combo -> combo.path("id").asText())
                .sorted()
                .toList();
    }

    @Test
    void logsWhatStoodBeforeAndAfter() throws Exception {
        try (Sandbox sandbox = sandbox("truth", VersionMode.V2_43)) {
            post(sandbox, "DEaaaaaaaa1 OUaaaaaaaa2 202501 5");
            post(sandbox, "DEaaaaaaaa1 OUaaaaaaaa2 202501 -6");

            assertThat(sandbox.truth().all())
                    .extracting(write -> write.user() + " " + write.before() + " " + write.after())
                    .containsExactly("admin null 5", "admin 5 -6");
        }
    }
}
