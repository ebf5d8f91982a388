package org.pirogue.sandbox.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
import java.util.function.Function;

/**
 * Addresses by method and template, such as {@code /api/tracker/events/{uid}}. A literal part wins over a template's.
 * The version prefix ({@code /api/43/}) is gone before an address is looked up.
 */
public final class Routes {
    private final RoutingHandler routing;
    private final Function<Answer, HttpHandler> wrap;

    Routes(RoutingHandler routing, Function<Answer, HttpHandler> wrap) {
        this.routing = routing;
        this.wrap = wrap;
    }

    public void get(String template, Answer answer) {
        on("GET", template, answer);
    }

    public void post(String template, Answer answer) {
        on("POST", template, answer);
    }

    public void put(String template, Answer answer) {
        on("PUT", template, answer);
    }

    public void patch(String template, Answer answer) {
        on("PATCH", template, answer);
    }

    public void delete(String template, Answer answer) {
        on("DELETE", template, answer);
    }

    public void on(String method, String template, Answer answer) {
        routing.add(method, template, wrap.apply(answer));
    }
}
