package org.pirogue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class SandboxTest {
    @Test
    void sendsACallWithoutCredentialsToTheLoginPage() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.named("a"))) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(sandbox.url() + "/api/43/me"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(302);
            assertThat(response.headers().firstValue("Location")).hasValue(sandbox.url() + "/login/");
        }
    }
}
