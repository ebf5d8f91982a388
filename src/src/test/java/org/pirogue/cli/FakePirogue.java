package org.pirogue.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small server that speaks Pirogue's REST interface: flows {@code alpha} and {@code beta}, whose runs pass through
 * every state, one with each look. A flow named {@code sinking} fails, {@code refusing} ends partial, {@code leaking}
 * does not balance, {@code drifting} does not agree, {@code holding} is held.
 */
final class FakePirogue implements AutoCloseable {
    static final String TOKEN = "a-token-of-this-test";
    private static final Pattern RUNS = Pattern.compile("/api/flows/([^/]+)/runs");
    private static final String HOLD =
            "{\"state\":\"held\",\"code\":\"P440\",\"cells\":1204,\"deletes\":128,\"writes\":3,"
                    + "\"waiting\":131,\"since\":\"2026-01-01T00:00:00Z\"}";
    private static final Pattern RUN = Pattern.compile("/api/runs/(\\d+)(/[a-z./]+)?");
    private static final List<String> STATES = List.of("requested", "collecting", "delivering");

    private static final String REJECT =
            "{\"id\":7,\"run\":41,\"flow\":\"alpha\",\"state\":\"OPEN\",\"code\":\"E8122\",\"orgUnit\":\"BDI_1\","
                    + "\"period\":\"202401\",\"dataElement\":\"MAL_DEATH\",\"categoryOptions\":\"\",\"value\":\"2.5\","
                    + "\"place\":\"row 7\",\"text\":\"a whole number is expected\",\"at\":\"2026-01-02T03:04:05Z\","
                    + "\"hint\":{\"title\":\"MAL_DEATH is no whole number\",\"why\":\"it is a count\",\"todo\":\"correct it\"}}";
    private static final String SUMMARY =
            "{\"run\":%s,\"flow\":\"alpha\",\"count\":3,\"of\":1204,\"lines\":[{\"code\":\"E8022\","
                    + "\"title\":\"Kinama is not assigned\",\"todo\":\"ask the administrator\",\"count\":2,"
                    + "\"periods\":[\"202601\"],\"orgUnit\":\"BDI_0417\",\"dataElement\":null,\"value\":null,\"words\":\"x\"},"
                    + "{\"code\":\"P405\",\"title\":\"Deaths is no whole number\",\"todo\":\"correct it\",\"count\":1,"
                    + "\"periods\":[\"2026W5\"],\"orgUnit\":null,\"dataElement\":\"MAL_DEATH\",\"value\":\"2.5\",\"words\":\"x\"}]}";
    private static final String SHOWN =
            "{\"reject\":" + REJECT + ",\"orgUnitName\":\"Kinama\",\"dataElementName\":\"Deaths\",\"optionNames\":\"\","
                    + "\"events\":[{\"at\":\"2026-01-03T03:04:05Z\",\"what\":\"dismissed\",\"who\":\"amina\",\"reason\":\"known\"}],"
                    + "\"before\":[],\"mapping\":{\"file\":\"alpha/mapping.csv\",\"rows\":[{\"number\":7,\"text\":\"A,B\"}],"
                    + "\"paste\":[\"MAL_DEATH,,,\",\"MAL_DEATH,,-,\"]}}";
    private static final String CORRECTIONS =
            "[{\"key\":{\"orgUnit\":\"BDI_1\",\"period\":\"202401\"},\"cell\":{\"dataElement\":\"MAL_DEATH\",\"categoryOptions\":\"\"},"
                    + "\"sourceValue\":\"2.5\",\"value\":\"2\",\"state\":\"ACTIVE\",\"who\":\"amina\",\"reason\":\"the register\"}]";

    private record FakeRun(int id, String flow, String mode, int[] looks) {}

    private final HttpServer server;
    private final Map<Integer, FakeRun> runs = new LinkedHashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    FakePirogue() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Writes the two files by which a Pirogue is found. */
    FakePirogue in(Path data) {
        try {
            Files.createDirectories(data.resolve("secrets"));
            Files.writeString(data.resolve("secrets/api-token"), TOKEN + "\n");
            Files.writeString(
                    data.resolve("pirogue.port"),
                    "{\"port\":%d,\"pid\":%d}"
                            .formatted(port(), ProcessHandle.current().pid()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (body.isEmpty() ? "" : " " + body));
        if (path.equals("/health")) {
            send(exchange, 200, "{\"status\":\"UP\"}");
            return;
        }
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"code\":\"P550\",\"text\":\"who are you?\"}");
            return;
        }
        Matcher flowRuns = RUNS.matcher(path);
        Matcher run = RUN.matcher(path);
        if (path.startsWith("/api/rejects")) {
            rejects(exchange, path, body);
        } else if (path.equals("/api/status")) {
            send(exchange, 200, status());
        } else if (flowRuns.matches() && flowRuns.group(1).equals("malria")) {
            send(
                    exchange,
                    404,
                    "{\"code\":\"P551\",\"text\":\"flow 'malria' not found\",\"place\":\"\",\"hint\":\"did you mean malaria?\"}");
        } else if (flowRuns.matches() && exchange.getRequestMethod().equals("POST")) {
            send(exchange, 202, start(flowRuns.group(1), body));
        } else if (flowRuns.matches()) {
            send(exchange, 200, "[" + shown(new FakeRun(41, flowRuns.group(1), "SYNC", new int[] {9})) + "]");
        } else if (path.equals("/api/runs")) {
            send(exchange, 200, "[" + shown(new FakeRun(7, "holding", "SYNC", new int[] {9})) + "]");
        } else if (run.matches()) {
            send(exchange, 200, ofRun(Integer.parseInt(run.group(1)), run.group(2)));
        } else {
            send(exchange, 200, "<html>login</html>");
        }
    }

    private static void rejects(HttpExchange exchange, String path, String body) throws IOException {
        boolean table = "text/csv".equals(exchange.getRequestHeaders().getFirst("Accept"));
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (table) {
            send(exchange, 200, "Facility,Value\r\nKinama,2.5\r\n");
        } else if (query.contains("flow=a/../../login")) {
            send(exchange, 200, "<html>login</html>");
        } else if (path.endsWith("/summary") && query.contains("flow=malria")) {
            send(exchange, 200, "{\"run\":null,\"flow\":\"malria\",\"count\":0,\"of\":null,\"lines\":[]}");
        } else if (path.endsWith("/summary")) {
            send(exchange, 200, SUMMARY.formatted(query.contains("run=41") ? "\"41\"" : "null"));
        } else if (path.endsWith("/bulk") && body.contains("\"expect\":2")) {
            send(exchange, 409, "{\"code\":\"P486\",\"text\":\"1 rejects match, not 2\"}");
        } else if (path.endsWith("/bulk") || path.endsWith("/correct")) {
            send(exchange, 200, "{\"asked\":1,\"taken\":[7],\"runs\":[]}");
        } else if (path.endsWith("/corrections")) {
            send(exchange, 200, CORRECTIONS);
        } else if (path.matches("/api/rejects/\\d+")) {
            send(exchange, 200, SHOWN);
        } else {
            send(exchange, 200, "{\"count\":1,\"rejects\":[" + REJECT + "]}");
        }
    }

    private String start(String flow, String body) {
        String mode = body.replaceAll(".*\"mode\":\"([A-Z]+)\".*", "$1");
        FakeRun run = new FakeRun(runs.size() + 1, flow, mode, new int[] {0});
        runs.put(run.id(), run);
        return shown(run);
    }

    private String ofRun(int id, String part) {
        FakeRun run = runs.getOrDefault(id, new FakeRun(id, "alpha", "SYNC", new int[] {9}));
        if (part == null) {
            run.looks()[0]++;
            return shown(run);
        }
        return switch (part) {
            case "/drift" ->
                "[{\"dataSet\":\"MAL_M\",\"orgUnit\":\"BDI_1\",\"period\":\"202401\",\"dataElement\":\"MAL\","
                        + "\"categoryOptions\":\"U5\",\"kind\":\"edited\",\"source\":\"5\",\"ledger\":\"5\",\"target\":\"6\"}]";
            case "/drift/counts" -> run.flow().equals("drifting") ? "{\"edited\":1}" : "{}";
            case "/drift.csv" -> "period,org_unit\n202401,BDI_1\n";
            case "/repair" -> "{\"cells\":0}";
            case "/cancel", "/approve", "/refuse" -> shown(run);
            case "/plan", "/held" ->
                "[{\"dataSet\":\"MAL_M\",\"orgUnit\":\"BDI_1\",\"orgUnitName\":\"Kinama\",\"period\":\"202401\",\"changes\":["
                        + "{\"dataElement\":\"MAL\",\"dataElementName\":\"Malaria\",\"categoryOptions\":\"U5\",\"before\":null,"
                        + "\"after\":\"5\"},{\"dataElement\":\"MAL\",\"categoryOptions\":\"O5\",\"before\":\"2\",\"after\":\"3\"},"
                        + "{\"dataElement\":\"DEATH\",\"categoryOptions\":\"\",\"before\":\"1\",\"after\":null}]}]";
            case "/comparison" ->
                "{\"cells\":10,\"equal\":10,\"different\":0,\"missing\":0,\"extra\":0,\"rejected\":0,\"agrees\":%s}"
                        .formatted(!run.flow().equals("drifting"));
            default -> "[" + REJECT + "]";
        };
    }

    private static String shown(FakeRun run) {
        int look = run.looks()[0];
        String last =
                switch (run.flow()) {
                    case "sinking" -> "failed";
                    case "refusing" -> "partial";
                    case "holding" -> "held";
                    default -> "done";
                };
        String state = look < STATES.size() ? STATES.get(look) : last;
        String problem = state.equals("failed")
                ? "{\"code\":\"P301\",\"text\":\"connection 'tracker' cannot be reached\"}"
                : "null";
        return ("{\"run\":%d,\"flow\":\"%s\",\"mode\":\"%s\",\"state\":\"%s\",\"balanced\":%s,\"problem\":%s,\"hold\":%s,\"read\":1204,"
                        + "\"used\":1200,\"ignored\":1,\"unmapped\":1,\"invalid\":1,\"duplicate\":1,\"suppressed\":0,\"desired\":300,"
                        + "\"written\":290,\"unchanged\":7,\"rejected\":%d,\"inFlight\":0,\"conflict\":0,\"superseded\":0,"
                        + "\"retracted\":1,\"deleted\":2,\"chunks\":3,\"chunksDone\":%d,\"startedAt\":\"2026-01-01T00:00:00Z\","
                        + "\"endedAt\":null,\"seconds\":1.5,\"later\":\"unknown fields are no harm\"}")
                .formatted(
                        run.id(),
                        run.flow(),
                        run.mode(),
                        state,
                        !run.flow().equals("leaking"),
                        problem,
                        state.equals("held") ? HOLD : "null",
                        state.equals("partial") ? 3 : 0,
                        Math.min(look, 3));
    }

    private static String status() {
        return "{\"country\":\"atlantis\",\"state\":\"ready\",\"connections\":[{\"name\":\"hmis\",\"workspace\":\"hmis\","
                + "\"reachable\":true,\"message\":null},{\"name\":\"nmdr\",\"workspace\":\"nmcp\",\"reachable\":false,"
                + "\"message\":\"P302 wrong password\"}],\"flows\":[{\"flow\":\"alpha\",\"workspace\":\"hmis\","
                + "\"schedule\":\"0 0 2 * * ?\",\"queue\":{\"name\":\"hmis.alpha\",\"depth\":12},\"deadLetters\":0,\"lastRun\":"
                + shown(new FakeRun(41, "alpha", "SYNC", new int[] {9})) + "}]}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
