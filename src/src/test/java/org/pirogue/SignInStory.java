package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Role;

/** Persons at the form: what the administrator may see and may not do, how a new person gets a password. */
abstract class SignInStory {
    private final StartedPirogue pirogue = RuntimeIT.pirogue();

    @Test
    void letsTheAdministratorSignInByTheFormAndLookAtRoutesAndQueues() throws Exception {
        var browser = pirogue.browser();
        browser.signIn(pirogue.secret("admin-password"));

        assertThat(browser.jolokia("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=context,*\"}"))
                .contains("context=pirogue");
        assertThat(browser.jolokia("{\"type\":\"search\",\"mbean\":\"org.apache.activemq.artemis:*\"}"))
                .contains("broker=");
        assertThat(browser.jolokia("{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=pirogue,type=context,"
                        + "name=\\\"pirogue\\\"\",\"operation\":\"dumpRoutesAsXml()\"}"))
                .contains("\"status\":200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':'dumpHeap','arguments':['/tmp/x',true]",
                "'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'",
                "'type':'exec','mbean':'java.util.logging:type=Logging','operation':'setLoggerLevel','arguments':['a','ALL']",
                "'type':'exec','mbean':'org.apache.camel:context=pirogue,type=context,name=\\'pirogue\\'','operation':'sendStringBody','arguments':['file:/tmp','x']",
                "'type':'exec','mbean':'org.apache.camel:context=pirogue,type=context,name=\\'pirogue\\'','operation':'stop','arguments':[],'target':{'url':'service:jmx:rmi:///'}",
                "'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'",
                "'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true"
            })
    void deniesEvenTheAdministrator(String command) throws Exception {
        var browser = pirogue.browser();
        browser.signIn(pirogue.secret("admin-password"));
        var json = "{" + command.replace("\\'", "\\\"").replace('\'', '"') + "}";

        assertThat(browser.jolokia(json)).containsPattern("\"status\":(403|4\\d\\d|5\\d\\d)");
    }

    @Test
    void refusesAWrongPasswordAtTheForm() throws Exception {
        assertThat(pirogue.browser().signIn("wrong").headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error"));
    }

    @Test
    void asksForNameAndPasswordInTheLanguageOfTheBrowser() throws Exception {
        assertThat(page("/login", "fr-BI"))
                .contains("<html lang=\"fr\">", "Se connecter", "name=\"username\"", "name=\"_csrf\"", "OpenID Connect")
                .doesNotContain("??", "Ce nom et ce mot de passe");
        assertThat(page("/login?error", "fr")).contains("Ce nom et ce mot de passe");
        assertThat(page("/login?logout", "en")).contains("<html lang=\"en\">", "You have signed out.");
        var browser = pirogue.browser();
        browser.signIn(pirogue.secret("admin-password"));
        assertThat(browser.get("/logout").body()).contains("action=\"/logout\"", "name=\"_csrf\"");
        // A program is told that it is done, a browser is sent to the form.
        assertThat(browser.send("/logout", "", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(204);
        assertThat(browser.get("/logout").headers().firstValue("Location"))
                .as("who is out already")
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
    }

    private String page(String path, String language) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pirogue.address() + path))
                                .header("Accept-Language", language)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aNewPersonChoosesAPasswordAndLosesTheSessionWithTheRole() throws Exception {
        var members = pirogue.bean(Members.class);
        var made = pirogue.bean(Accounts.class).add("aline", "test");
        members.give("aline", "red", Role.VIEWER, "test");
        var browser = pirogue.browser();
        browser.signIn("aline", made);
        assertThat(browser.get("/api/status").body()).contains("P785");
        assertThat(browser.get("/").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/password"));
        assertThat(browser.get("/password").body()).contains("name=\"wanted\"");
        var wanted = "mille pirogues au port";
        assertThat(browser.send(
                                "/password",
                                "former=" + made + "&wanted=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8),
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/api/status").statusCode())
                .as("the former session")
                .isEqualTo(401);

        browser.signIn("aline", wanted);
        assertThat(browser.get("/api/status").statusCode()).isEqualTo(200);
        assertThat(browser.get("/hawtio/").statusCode()).isEqualTo(403);
        assertThat(browser.get("/").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/home"));
        assertThat(browser.get("/home").body()).contains("<p>aline</p>", "action=\"/logout\"", "name=\"_csrf\"");
        makesAndRevokesATokenOfTheirOwn(browser);
        members.take("aline", "red", Role.VIEWER);
        assertThat(browser.get("/api/status").statusCode()).isEqualTo(401);

        browser.signIn("aline", "wrong, and long enough");
        assertThat(pirogue.get("/api/audit?who=aline&resource=sign-in", pirogue.token())
                        .body())
                .contains("\"outcome\":\"allowed\"", "\"outcome\":\"refused\"");

        // A change that was allowed and then could not be made is told as one that was not.
        var none = "{\"account\":\"aline\",\"workspace\":\"red\",\"role\":\"captain\"}";
        assertThat(pirogue.post("/api/members", none, pirogue.token(), "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(pirogue.get("/api/audit?resource=members", pirogue.token()).body())
                .contains("\"outcome\":\"failed\"");
    }

    /** By the form of the page: what a partner gives to a program that consumes a topic. */
    private void makesAndRevokesATokenOfTheirOwn(Browser browser) throws Exception {
        var form = "application/x-www-form-urlencoded";
        var made = browser.send("/api/tokens/own", "name=topics&purpose=a+bulletin&days=7", form);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        var own = "Bearer " + made.body();
        assertThat(pirogue.get("/api/me", own).body()).contains("\"name\":\"aline/topics\"");
        assertThat(pirogue.get("/api/status", own).statusCode())
                .as("it reads datasets and shares, nothing else")
                .isEqualTo(403);
        var page = browser.get("/home").body();
        assertThat(page).contains("topics", "a bulletin", "Last used").doesNotContain(made.body());
        var revoke = Pattern.compile("/api/tokens/\\d+/revoke").matcher(page);
        assertThat(revoke.find()).isTrue();
        browser.send(revoke.group(), "", form);
        assertThat(pirogue.get("/api/me", own).statusCode()).isEqualTo(401);
        assertThat(pirogue.get("/api/audit?who=aline&resource=tokens", pirogue.token())
                        .body())
                .contains("\"outcome\":\"allowed\"");
    }
}
