package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.console.EndpointMatrix;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.dataset.DatasetPublisher;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.RoleMatrix;
import org.pirogue.workspace.dataset.ShareRoles;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/** Each call and each role of the database by their tables, and what one workspace sees of another. */
abstract class RightsStory {
    private final StartedPirogue pirogue = RuntimeIT.pirogue();

    @Test
    void answersEachCallToWhomItsRowSays() throws Exception {
        var things = pirogue.thingsOf("red");
        var matrix = new EndpointMatrix((ServletWebServerApplicationContext) pirogue.context(), things);

        assertThat(matrix.calls().values()).as("every call declares its right").doesNotContainNull();
        assertThat(matrix.gaps()).isEmpty();
        assertThat(matrix.differences()).isEmpty();
    }

    @Test
    void givesEachRoleOfTheDatabaseWhatItsRowSays() {
        assertThat(RoleMatrix.differences(
                        pirogue.bean(JdbcTemplate.class),
                        pirogue.bean(DatasetPublisher.class),
                        pirogue.bean(Shares.class),
                        pirogue.bean(ShareRoles.class),
                        pirogue.bean(Datasets.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/runs/RUN, RUN",
        "/api/runs/RUN/rejects, RUN",
        "/api/flows/FLOW/runs, FLOW",
        "/api/rejects/REJECT, REJECT",
        "/api/conflicts/CONFLICT, CONFLICT",
        "/api/dead-letters/DEAD_LETTER, DEAD_LETTER",
        "/api/workspaces/WORKSPACE/secrets, WORKSPACE"
    })
    void saysOfWhatIsOthersTheSameAsOfWhatNeverWas(String path, String kind) throws Exception {
        var blue = pirogue.tokenOf("blue");
        var theirs = pirogue.thingsOf("red").get(kind);
        var never = kind.equals("FLOW") || kind.equals("WORKSPACE") ? "never" : "987654";

        var hidden = pirogue.get(path.replace(kind, theirs), blue);
        var missing = pirogue.get(path.replace(kind, never), blue);

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body())
                .isEqualTo(missing.body().replace(never, theirs))
                .contains("\"code\":\"P");
    }

    @Test
    void leavesWhatIsOthersOutOfEveryList() throws Exception {
        var red = pirogue.thingsOf("red");
        pirogue.thingsOf("blue");
        var blue = pirogue.tokenOf("blue");

        for (var list : List.of("status", "rejects", "conflicts", "dead-letters", "connections", "members", "audit")) {
            var answer = pirogue.get("/api/" + list, blue);
            assertThat(answer.statusCode()).as(list).isEqualTo(200);
            assertThat(answer.body()).as(list).doesNotContain("red-flow", "red-files", "\"red\"");
        }
        assertThat(pirogue.get("/api/rejects", blue).body()).contains("blue-flow");
        assertThat(pirogue.get("/api/status", pirogue.token()).body()).contains("blue-flow", "red-flow");
        var reject = red.get("REJECT");
        assertThat(pirogue.post(
                                "/api/rejects/bulk",
                                "{\"action\":\"dismiss\",\"ids\":[" + reject + "],\"reason\":\"x\"}",
                                blue,
                                null)
                        .body())
                .contains("P481");
        assertThat(pirogue.post(
                                "/api/conflicts",
                                "{\"ids\":[" + red.get("CONFLICT") + "],\"keep\":\"source\",\"reason\":\"x\"}",
                                blue,
                                null)
                        .body())
                .contains("P427");
    }

    @Test
    void showsAMemberWhatIsTheirsInTheirLanguage() throws Exception {
        pirogue.thingsOf("red");
        pirogue.thingsOf("blue");
        var red = pirogue.tokenOf("red");
        var page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pirogue.address() + "/home"))
                                .header("Authorization", red)
                                .header("Accept-Language", "fr-BI")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page)
                .contains("Flux de vos espaces", "red/red-flow", "<html lang=\"fr\">")
                .doesNotContain("blue", "??");
        var sheet = "/api/rejects?flow=red-flow&as=csv";
        assertThat(page).contains("href=\"" + HtmlUtils.htmlEscape(sheet) + "\"");
        assertThat(pirogue.get(sheet, red).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(pirogue.get("/home", pirogue.token()).body())
                .contains("Flows of your workspaces", "red/red-flow", "blue/blue-flow");
    }

    @Test
    void tellsAPersonInTheirLanguageWhatDidNotWork() throws Exception {
        for (var each : Map.of("fr-BI", "Vous ne pouvez pas voir ceci", "en", "You may not see this")
                .entrySet()) {
            var refused = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(pirogue.address() + "/hawtio/"))
                                    .header("Authorization", pirogue.tokenOf("red"))
                                    .header("Accept", "text/html")
                                    .header("Accept-Language", each.getKey())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains(each.getValue(), "href=\"/home\"")
                    .doesNotContain("Whitelabel", "??", "/hawtio");
        }
    }

    @Test
    void showsOnItsPageNoMoreThanTheRoleMaySee() throws Exception {
        pirogue.thingsOf("red");
        pirogue.thingsOf("blue");
        assertThat(pirogue.get("/home", pirogue.tokenOf("red", Role.VIEWER)).body())
                .contains("red/red-flow")
                .doesNotContain("as=csv", "as%3Dcsv", "blue-flow", "/hawtio/");
        assertThat(pirogue.get("/home", pirogue.tokenOf("red", Role.PARTNER)).body())
                .doesNotContain("red-flow", "blue-flow", "/hawtio/");
        assertThat(pirogue.get("/home", pirogue.admin()).body()).contains("red/red-flow", "/hawtio/");
    }

    @Test
    void answersACallThatDeclaresNoRightToNobody() throws Exception {
        var calls = pirogue.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var undeclared = RequestMappingInfo.paths("/api/undeclared")
                .options(calls.getBuilderConfiguration())
                .build();
        calls.registerMapping(undeclared, this, RightsStory.class.getDeclaredMethod("undeclared"));
        try {
            assertThat(pirogue.get("/api/undeclared", pirogue.token()).body())
                    .contains("P782")
                    .doesNotContain("told");
            assertThat(pirogue.get("/api/undeclared", pirogue.admin()).statusCode())
                    .isEqualTo(403);
        } finally {
            calls.unregisterMapping(undeclared);
        }
    }

    @ResponseBody
    String undeclared() {
        return "told";
    }
}
