package org.pirogue.sandbox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.sample.Sample.Access;

class SampleTest {
    private static final Sample SAMPLE = Sample.load(CasesOfBurundiTest.FOLDER);
    private static final Map<String, Sandbox> SERVERS = new HashMap<>();
    private static final Map<String, Access> ACCESS = new HashMap<>();

    @BeforeAll
    static void fill() {
        for (String connection : SAMPLE.connections()) {
            Sandbox server = Sandbox.start(SandboxOptions.named(connection));
            SERVERS.put(connection, server);
            ACCESS.put(connection, SAMPLE.fill(connection, server));
        }
    }

    @AfterAll
    static void close() {
        SERVERS.values().forEach(Sandbox::close);
    }

    @Test
    void givesFacilitiesTheSameCodesAndOtherUidsOnEveryServer() {
        String code = SAMPLE.facilities().get(17);
        List<String> uids = new ArrayList<>();
        SERVERS.values()
                .forEach(server -> uids.add(server.metadata()
                        .orgUnits()
                        .byCode(code)
                        .map(OrgUnit::id)
                        .orElseThrow()));
        assertThat(uids).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheRepositoryEmptyAndTheHmisWithWhatFacilitiesReport() {
        assertThat(SERVERS.get("nmdr").dataValues().size()).isZero();
        assertThat(SERVERS.get("hmis").dataValues().size()).isBetween(60_000L, 70_000L);
    }

    @Test
    void letsItsUserReadADataSetWithTheToken() throws Exception {
        Sandbox hmis = SERVERS.get("hmis");
        String unit = hmis.metadata()
                .orgUnits()
                .byCode(SAMPLE.facilities().get(0))
                .orElseThrow()
                .id();
        JsonNode answer = get("hmis", "/api/dataValueSets?dataSet=zsATlMMd7SS&period=202603&orgUnit=" + unit);
        assertThat(answer.path("dataValues")).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void changesOnlyWhatItSaysAndStampsItNow() throws Exception {
        String before = Times.local(Instant.now().minusSeconds(1));
        assertThat(changedSince(before)).isEmpty();
        Sample.Changes changes = SAMPLE.change(SERVERS.get("tracker").url(), ACCESS.get("tracker"));
        assertThat(changes.slices()).hasSize(12 + 2 * 5 + 4 + 3).contains(changes.emptied());
        assertThat(changedSince(before)).hasSize(12 + 5 + 4 + 3);
    }

    private static Set<String> changedSince(String time) throws Exception {
        JsonNode answer = get(
                "tracker",
                "/api/tracker/trackedEntities?fields=trackedEntity&program=MAL_CASES&includeDeleted=true&pageSize=100"
                        + "&orgUnitMode=ACCESSIBLE&updatedAfter=" + time);
        Set<String> changed = new HashSet<>();
        answer.path("trackedEntities")
                .forEach(entity -> changed.add(entity.path("trackedEntity").asText()));
        return changed;
    }

    private static JsonNode get(String connection, String path) throws IOException, InterruptedException {
        String program = SERVERS.get("tracker")
                .metadata()
                .byCode("programs", "MAL_CASES")
                .orElseThrow()
                .path("id")
                .asText();
        URI uri = URI.create(SERVERS.get(connection).url() + path.replace("=MAL_CASES", "=" + program));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "ApiToken " + ACCESS.get(connection).token())
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
