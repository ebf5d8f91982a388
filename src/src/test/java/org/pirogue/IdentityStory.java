package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sign-in by OpenID Connect, people and programs. */
abstract class IdentityStory {
    private final StartedPirogue pirogue = RuntimeIT.pirogue();
    private final IdentityServer identity = pirogue.identity();

    @Test
    void letsInWhoTheIdentityServerVouchesFor() throws Exception {
        pirogue.thingsOf("red");
        var claims = identity.claims("bi", "red-team").build();
        var answer = pirogue.get("/api/status", "Bearer " + identity.signed(claims));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("red-flow").doesNotContain("blue-flow");
        assertThat(pirogue.get("/api/rejects", "Bearer " + identity.signed(claims))
                        .statusCode())
                .as("a viewer sees no value")
                .isEqualTo(403);
        assertThat(pirogue.get(
                                "/api/status",
                                "Bearer "
                                        + identity.signed(
                                                identity.claims("guest").build()))
                        .statusCode())
                .as("in none of the groups")
                .isEqualTo(403);
        assertThat(pirogue.post("/api/deploy", "{}", "Bearer " + identity.signed(claims), null)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesEveryTokenThatIsNotQuiteRight() throws Exception {
        var past = java.util.Date.from(java.time.Instant.now().minusSeconds(600));
        var right = identity.claims("bi", "red-team").build();
        var tokens = Map.of(
                "issuer",
                        identity.signed(identity.claims("bi", "red-team")
                                .issuer("http://127.0.0.1:1")
                                .build()),
                "audience",
                        identity.signed(identity.claims("bi", "red-team")
                                .audience("another")
                                .build()),
                "expired",
                        identity.signed(identity.claims("bi", "red-team")
                                .expirationTime(past)
                                .build()),
                "endless",
                        identity.signed(identity.claims("bi", "red-team")
                                .expirationTime(null)
                                .build()),
                "alg none", IdentityServer.unsigned(right),
                "unsigned", identity.signed(right).replaceFirst("[^.]*$", ""),
                "another key", identity.forged(right),
                "changed", identity.signed(right).replaceFirst("\\.", ".e"));
        for (var wrong : tokens.entrySet()) {
            assertThat(pirogue.get("/api/status", "Bearer " + wrong.getValue()).statusCode())
                    .as(wrong.getKey())
                    .isEqualTo(401);
        }
    }

    @Test
    void aPersonSignsInAtTheIdentityServer() throws Exception {
        pirogue.thingsOf("red");
        var browser = pirogue.browser();
        assertThat(browser.get("/login").body()).contains("/oauth2/authorization/oidc");
        var there = browser.get("/oauth2/authorization/oidc")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(there).startsWith(identity.issuer() + "/authorize?").contains("code_challenge=");
        identity.idToken = identity.signed(identity.claims("mireille", "red-team")
                .claim("nonce", parameter(there, "nonce"))
                .build());
        browser.get("/login/oauth2/code/oidc?code=c&state="
                + URLEncoder.encode(parameter(there, "state"), StandardCharsets.UTF_8));

        assertThat(browser.get("/api/me").body()).contains("\"name\":\"oidc:mireille\"", "\"red\"");
        assertThat(pirogue.get("/api/audit?who=oidc:mireille&resource=sign-in", pirogue.token())
                        .body())
                .contains("\"outcome\":\"allowed\"");
    }

    private static String parameter(String address, String name) {
        var found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
        assertThat(found.find()).isTrue();
        return java.net.URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }
}
