package org.pirogue.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pirogue.cli.Refusal;

/** What a new person does in a browser: sign in with the password that was told, choose another one, make a token. */
public final class PersonSignIn {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final URI base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public PersonSignIn(URI base) {
        this.base = base;
    }

    /**
     * @param rights what the token may do in the workspace, of what the person may
     * @return the token
     * @throws Refusal P511 unreachable, P513 where a step is refused
     */
    public String token(String account, String told, String workspace, List<String> rights) {
        String chosen = UUID.randomUUID().toString();
        signIn(account, told);
        post("/password", form(Map.of("former", told, "wanted", chosen)), FORM);
        signIn(account, chosen);
        Map<String, Object> wish = Map.of(
                "name", "topics", "personal", true, "workspaces", List.of(workspace), "rights", rights, "days", 1);
        try {
            ObjectMapper json = new ObjectMapper();
            String made = post("/api/tokens", json.writeValueAsString(wish), "application/json");
            return json.readTree(made).path("text").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signIn(String account, String password) {
        get("/login");
        post("/login", form(Map.of("username", account, "password", password)), FORM);
        // A sign-in changes what a form must carry; any page hands out the new one.
        get("/password");
    }

    private static String form(Map<String, String> fields) {
        return String.join(
                "&",
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + RunningPirogue.encoded(field.getValue()))
                        .toList());
    }

    private void get(String path) {
        send(HttpRequest.newBuilder(base.resolve(path)));
    }

    private String post(String path, String body, String type) {
        String csrf = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", type)
                .header("X-XSRF-TOKEN", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        String sentTo = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() >= 400 || sentTo.endsWith("?error")) {
            throw Refusal.unreachable("P513", base.toString());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw Refusal.unreachable("P511", base.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unreachable("P511", base.toString());
        }
    }
}
