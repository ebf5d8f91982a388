package org.pirogue;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** As much of a browser as a sign-in needs: cookies, and the token that a page sends back. */
final class Browser {

    private final CookieManager cookies = new CookieManager();
    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser(String address) {
        this.address = address;
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> signIn(String password) throws Exception {
        return signIn("admin", password);
    }

    HttpResponse<String> signIn(String name, String password) throws Exception {
        http.send(
                HttpRequest.newBuilder(URI.create(address + "/login")).build(), HttpResponse.BodyHandlers.discarding());
        var form = "username=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        var answer = send("/login", form, "application/x-www-form-urlencoded");
        // A sign-in changes the token; any page hands out the new one.
        http.send(
                HttpRequest.newBuilder(URI.create(address + "/hawtio/")).build(),
                HttpResponse.BodyHandlers.discarding());
        return answer;
    }

    String jolokia(String command) throws Exception {
        return send("/hawtio/jolokia", command, "application/json").body();
    }

    HttpResponse<String> send(String path, String body, String type) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", type)
                .header("X-XSRF-TOKEN", csrf())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }
}
