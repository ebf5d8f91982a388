package org.pirogue.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.Sandbox;

/** Somebody who types figures into the forms of a server, under an account of their own. */
final class Hands {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox server;
    private final String token;
    private final String dataSet;
    private final String element;
    private final Map<String, String> units;

    /** @param units UIDs at the server by code */
    Hands(Sandbox server, Export export, String name, String dataSet, String element, Map<String, String> units) {
        this.server = server;
        this.dataSet = export.uid("dataSets", dataSet);
        this.element = export.uid("dataElements", element);
        this.units = units;
        String root = units.get("BDI");
        server.users()
                .add(
                        "Hands" + name.substring(0, 6),
                        name,
                        "typed-by-hand-1",
                        Set.of("F_DATAVALUE_ADD", "F_DATAVALUE_DELETE"),
                        List.of(root));
        this.token = server.createToken(name);
    }

    /** @param value null clears the cell */
    void type(String orgUnit, String period, @Nullable String value) {
        String body = """
                {"dataSet":"%s","dataValues":[{"dataElement":"%s","period":"%s","orgUnit":"%s","value":"%s"%s}]}""".formatted(
                        dataSet,
                        element,
                        period,
                        units.get(orgUnit),
                        value == null ? "0" : value,
                        value == null ? ",\"deleted\":true" : "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/dataValueSets?async=false"))
                .header("Authorization", "ApiToken " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("typing answered " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
