package org.pirogue.sandbox.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.sandbox.fault.CutStream;
import org.pirogue.sandbox.fault.DripStream;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.fault.Faults;
import org.pirogue.sandbox.metadata.User;
import org.pirogue.sandbox.metadata.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSinkConduit;

/** The HTTP side: faults, version prefix, sign-in, routes, errors. */
public final class Front implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final Pattern VERSIONED = Pattern.compile("/api/\\d{2}(/.*)");
    private static final Set<String> OPEN = Set.of("/api/ping", "/login", "/login/");
    /** More than processors: a call that hangs or drips by script holds one. */
    private static final int WORKERS = 64;

    private static final int HALF_OPEN_SECS = 3;
    private static final String OWN = "/sandbox/";

    private final SignIn signIn;
    private final Faults faults;
    private final Undertow server;
    private final AtomicLong calls = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Front(String host, int port, Users users, Faults faults, List<Endpoints> endpoints) {
        this.signIn = new SignIn(users);
        this.faults = faults;
        RoutingHandler routing = new RoutingHandler(false);
        Routes routes = new Routes(routing, this::handler);
        endpoints.forEach(group -> group.register(routes));
        routing.setFallbackHandler(handler(call -> {
            throw Refusal.page(404, "No static resource " + call.path().substring(1) + ".");
        }));
        routing.setInvalidMethodHandler(handler(call -> {
            throw Refusal.of(405, "Request method '" + call.method() + "' is not supported");
        }));
        this.server = Undertow.builder()
                .addHttpListener(port, host)
                .setWorkerThreads(WORKERS)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 100_000)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 8 << 20)
                .setHandler(new BlockingHandler(exchange -> enter(exchange, routing)))
                .build();
        server.start();
    }

    /** Starts to listen; port 0 takes any free one. */
    public static Front open(String host, int port, Users users, Faults faults, List<Endpoints> endpoints) {
        return new Front(host, port, users, faults, endpoints);
    }

    /** Without a fault script. */
    public static Front open(String host, int port, Users users, List<Endpoints> endpoints) {
        return open(host, port, users, new Faults(), endpoints);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    }

    /** Number of calls so far, those to the sandbox's own addresses left out. */
    public long calls() {
        return calls.get();
    }

    private void enter(HttpServerExchange exchange, RoutingHandler routing) throws Exception {
        Matcher versioned = VERSIONED.matcher(exchange.getRelativePath());
        if (versioned.matches()) {
            exchange.setRelativePath("/api" + versioned.group(1));
        }
        routing.handleRequest(exchange);
    }

    private HttpHandler handler(Answer answer) {
        return exchange -> {
            String path = exchange.getRelativePath();
            if (path.startsWith(OWN)) {
                reply(exchange, answer, out -> out);
                return;
            }
            calls.incrementAndGet();
            String query = exchange.getQueryString();
            Optional<Fault> fault =
                    faults.next(exchange.getRequestMethod().toString(), query.isEmpty() ? path : path + "?" + query);
            if (fault.isPresent()) {
                harm(exchange, answer, fault.get());
            } else {
                reply(exchange, answer, out -> out);
            }
        };
    }

    private void harm(HttpServerExchange exchange, Answer answer, Fault fault) throws Exception {
        if (fault.latencyMillis() > 0 && closed.await(fault.latencyMillis(), TimeUnit.MILLISECONDS)) {
            cut(exchange);
            return;
        }
        Call bare = new Call(exchange, User.NOBODY, out -> out);
        switch (fault.kind()) {
            case LATENCY -> reply(exchange, answer, out -> out);
            case STATUS -> {
                fault.headers().forEach(bare::setHeader);
                String type = fault.headers()
                        .getOrDefault(
                                "Content-Type",
                                fault.body().startsWith("{") ? "application/json" : "text/html;charset=utf-8");
                bare.text(fault.status(), type, fault.body());
            }
            case DROP_BEFORE -> cut(exchange);
            case DROP_AFTER ->
                reply(exchange, answer, out -> {
                    cut(exchange);
                    throw new UncheckedIOException(new IOException("cut by the fault script"));
                });
            case TRUNCATE -> reply(exchange, answer, out -> new CutStream(out, fault.atByte(), () -> cut(exchange)));
            case HALF_CLOSE ->
                reply(exchange, answer, out -> new CutStream(out, fault.atByte(), () -> halfClose(exchange)));
            case HANG -> {
                closed.await();
                cut(exchange);
            }
            case DRIP -> reply(exchange, answer, out -> new DripStream(out, fault.bytesPerSecond()));
            case LOGIN -> toLogin(exchange, bare);
            case EMPTY -> bare.empty(200);
        }
    }

    private void halfClose(HttpServerExchange exchange) {
        try {
            StreamSinkConduit sink = ((HttpServerConnection) exchange.getConnection()).getOriginalSinkConduit();
            sink.terminateWrites();
            sink.flush();
            // The other half stays open for longer than a client takes to read the end.
            closed.await(HALF_OPEN_SECS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cut(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
    }

    private void reply(HttpServerExchange exchange, Answer answer, UnaryOperator<OutputStream> shape)
            throws IOException {
        Call call = new Call(exchange, User.NOBODY, shape);
        try {
            String path = exchange.getRelativePath();
            if (!OPEN.contains(path) && !path.startsWith(OWN)) {
                Optional<User> user = signIn.user(exchange);
                if (user.isEmpty()) {
                    toLogin(exchange, call);
                    return;
                }
                call = new Call(exchange, user.get(), shape);
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
        boolean gone = exchange.isResponseStarted() || !exchange.getConnection().isOpen();
        if (gone) {
            cut(exchange);
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
        closed.countDown();
        server.stop();
    }
}
