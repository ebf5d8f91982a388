package org.pirogue.sandbox.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.sandbox.metadata.User;
import org.pirogue.sandbox.metadata.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side: version prefix, sign-in, routes, errors. */
public final class Front implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final Pattern VERSIONED = Pattern.compile("/api/\\d{2}(/.*)");
    private static final Set<String> OPEN = Set.of("/api/ping", "/login", "/login/");

    private final SignIn signIn;
    private final Undertow server;

    private Front(String host, int port, Users users, List<Endpoints> endpoints) {
        this.signIn = new SignIn(users);
        RoutingHandler routing = new RoutingHandler(false);
        Routes routes = new Routes(routing, this::handler);
        endpoints.forEach(group -> group.register(routes));
        routing.setFallbackHandler(handler(call -> {
            throw Refusal.page(404, "No static resource " + call.path().substring(1) + ".");
        }));
        routing.setInvalidMethodHandler(handler(call -> {
            throw Refusal.of(405, "Request method '" + call.method() + "' is not supported");
        }));
        HttpHandler root = exchange -> {
            Matcher versioned = VERSIONED.matcher(exchange.getRelativePath());
            if (versioned.matches()) {
                exchange.setRelativePath("/api" + versioned.group(1));
            }
            routing.handleRequest(exchange);
        };
        this.server = Undertow.builder()
                .addHttpListener(port, host)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setHandler(new BlockingHandler(root))
                .build();
        server.start();
    }

    /** Starts to listen; port 0 takes any free one. */
    public static Front open(String host, int port, Users users, List<Endpoints> endpoints) {
        return new Front(host, port, users, endpoints);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    }

    private HttpHandler handler(Answer answer) {
        return exchange -> reply(exchange, answer);
    }

    private void reply(HttpServerExchange exchange, Answer answer) throws IOException {
        Call call = new Call(exchange, User.NOBODY, out -> out);
        try {
            if (!OPEN.contains(exchange.getRelativePath())) {
                Optional<User> user = signIn.user(exchange);
                if (user.isEmpty()) {
                    toLogin(exchange, call);
                    return;
                }
                call = new Call(exchange, user.get(), out -> out);
            }
            answer.reply(call);
        } catch (Refusal refusal) {
            refuse(call, refusal);
        } catch (Exception e) {
            fail(exchange, call, e);
        }
    }

    private static void refuse(Call call, Refusal refusal) throws IOException {
        if (refusal.isPage()) {
            call.text(refusal.status(), "text/html;charset=utf-8", refusal.html());
        } else {
            call.json(refusal.status(), refusal.body());
        }
    }

    private static void fail(HttpServerExchange exchange, Call call, Exception e) throws IOException {
        if (exchange.isResponseStarted()) {
            exchange.getConnection().close();
            return;
        }
        LOG.warn("{} {} failed: {}", call.method(), call.path(), e.getClass().getName(), e);
        call.json(500, Refusal.of(500, String.valueOf(e.getMessage())).body());
    }

    private static void toLogin(HttpServerExchange exchange, Call call) throws IOException {
        if (call.header("X-Requested-With").isPresent()) {
            refuse(call, Refusal.of(401, "Unauthorized"));
            return;
        }
        exchange.getResponseHeaders().put(Headers.LOCATION, call.base() + "/login/");
        call.empty(302);
    }

    @Override
    public void close() {
        server.stop();
    }
}
