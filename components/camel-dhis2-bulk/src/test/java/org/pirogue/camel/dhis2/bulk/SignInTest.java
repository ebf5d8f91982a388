package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

class SignInTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "me-no-credentials-302",
                "me-no-credentials-html-302",
                "me-bad-password-401",
                "me-x-requested-with-401",
                "bad-pat-400"
            })
    void knowsEveryRecordedRefusalOfASignIn(String name) {
        try (SmallServer server = Recording.of(name).server();
                Dhis2BulkClient client = server.client()) {
            Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, () -> client.read("me", Map.of()));
            assertThat(fault.kind()).isEqualTo(Kind.SIGN_IN);
            assertThat(fault).hasMessageContaining("sign-in refused or credentials missing");
        }
    }

    @Test
    void readsWhoIsSignedIn() {
        try (SmallServer server = Recording.of("me-with-pat-200").server();
                Dhis2BulkClient client = server.client()) {
            assertThat(client.read("me", Map.of()).path("username").asText()).isEqualTo("admin");
        }
    }

    @Test
    void doesNotFollowARedirect() {
        try (SmallServer other = SmallServer.json(200, "{}");
                SmallServer server = new SmallServer((request, out, socket) ->
                        SmallServer.reply(out, 301, "Location: " + other.url() + "/api/me", ""));
                Dhis2BulkClient client = server.client()) {
            Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, () -> client.read("me", Map.of()));
            assertThat(fault.kind()).isEqualTo(Kind.REDIRECT);
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void sendsTheSessionCookieOfAUserAgainAndNoneForAToken() {
        try (SmallServer server = new SmallServer((request, out, socket) ->
                SmallServer.reply(out, 200, "Set-Cookie: JSESSIONID=abc; Path=/; HttpOnly; SameSite=Lax", "{}"))) {
            Dhis2Credentials user = Dhis2Credentials.basic("u", "p");
            assertThat(secondCookie(server, server.connection().credentials(user)))
                    .isEqualTo("JSESSIONID=abc");
            assertThat(secondCookie(
                            server, server.connection().credentials(user).reuseSession(false)))
                    .isEmpty();
            assertThat(secondCookie(server, server.connection().credentials(Dhis2Credentials.token("d2pat_x"))))
                    .isEmpty();
            assertThat(server.requests.get(5).header("Authorization")).isEqualTo("ApiToken d2pat_x");
        }
    }

    private static String secondCookie(SmallServer server, Dhis2Connection.Builder connection) {
        try (Dhis2BulkClient client = new Dhis2BulkClient(connection.build())) {
            client.read("me", Map.of());
            client.read("me", Map.of());
            return server.requests.get(server.requests.size() - 1).header("Cookie");
        }
    }

    @Test
    void readsSecretsFromFilesAndNeverShowsThem(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "d2pat_hidden\n");
        Dhis2Credentials credentials = Dhis2Credentials.tokenFromFile(file);
        assertThat(credentials.authorization()).isEqualTo("ApiToken d2pat_hidden");
        Dhis2Connection connection = Dhis2Connection.builder("hmis", "https://hmis.example.org/dhis/")
                .credentials(credentials)
                .build();
        assertThat(connection.toString()).contains("hmis.example.org/dhis").doesNotContain("hidden");
        assertThat(Dhis2Credentials.basic("ann", "hidden").toString())
                .contains("ann")
                .doesNotContain("hidden");
    }

    @Test
    void namesASecretThatIsNotThere(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertMissing(() -> Dhis2Credentials.tokenFromFile(folder.resolve("nowhere")), "nowhere");
        assertMissing(() -> Dhis2Credentials.basicFromFile("u", empty), "empty");
        assertMissing(() -> Dhis2Credentials.tokenFromEnv("NO_SUCH_VARIABLE_77"), "NO_SUCH_VARIABLE_77");
    }

    private static void assertMissing(Runnable reading, String name) {
        Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, reading::run);
        assertThat(fault.kind()).isEqualTo(Kind.SECRET_MISSING);
        assertThat(fault).hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host:8080", "http://user:secret@host", "http://host?x=1"})
    void refusesAnAddressOfAnotherForm(String url) {
        assertThatThrownBy(() -> Dhis2Connection.builder("x", url))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
