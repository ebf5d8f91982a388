package org.pirogue.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a fault script.
 *
 * @param method null for any
 * @param path must be found in the path with its query
 * @param skip so many matching calls pass unharmed first
 * @param times so many calls are hit then; 0 for all that follow
 * @param latencyMillis waited before anything else, whatever the kind
 * @param status of {@link FaultKind#STATUS}
 * @param body of {@link FaultKind#STATUS}
 * @param headers of {@link FaultKind#STATUS}
 * @param atByte of {@link FaultKind#TRUNCATE} and {@link FaultKind#HALF_CLOSE}: so many bytes of the body still come
 * @param bytesPerSecond of {@link FaultKind#DRIP}
 */
public record Fault(
        FaultKind kind,
        @Nullable String method,
        Pattern path,
        int skip,
        int times,
        long latencyMillis,
        int status,
        String body,
        Map<String, String> headers,
        long atByte,
        int bytesPerSecond) {

    /** Hits every call to a path, from the first. */
    public static Fault of(FaultKind kind, String path) {
        return new Fault(kind, null, Pattern.compile(path), 0, 0, 0, 500, "", Map.of(), 0, 1024);
    }

    /** Answers with a status, a body and headers given as name, value, name, value. */
    public static Fault status(String path, int status, String body, String... headers) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i + 1 < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new Fault(FaultKind.STATUS, null, Pattern.compile(path), 0, 0, 0, status, body, Map.copyOf(map), 0, 0);
    }

    public static Fault latency(String path, long millis) {
        return of(FaultKind.LATENCY, path).after(millis);
    }

    public static Fault truncate(String path, long atByte) {
        Fault fault = of(FaultKind.TRUNCATE, path);
        return new Fault(fault.kind, null, fault.path, 0, 0, 0, 200, "", Map.of(), atByte, fault.bytesPerSecond);
    }

    public static Fault drip(String path, int bytesPerSecond) {
        return new Fault(FaultKind.DRIP, null, Pattern.compile(path), 0, 0, 0, 200, "", Map.of(), 0, bytesPerSecond);
    }

    public Fault on(String method) {
        return new Fault(kind, method, path, skip, times, latencyMillis, status, body, headers, atByte, bytesPerSecond);
    }

    public Fault skipping(int calls) {
        return new Fault(
                kind, method, path, calls, times, latencyMillis, status, body, headers, atByte, bytesPerSecond);
    }

    public Fault times(int calls) {
        return new Fault(kind, method, path, skip, calls, latencyMillis, status, body, headers, atByte, bytesPerSecond);
    }

    public Fault after(long millis) {
        return new Fault(kind, method, path, skip, times, millis, status, body, headers, atByte, bytesPerSecond);
    }

    /** Reads {@code {"kind":"STATUS","method":"POST","path":"dataValueSets","skip":1,"times":2,"status":503,…}}. */
    public static Fault of(JsonNode json) {
        Map<String, String> headers = new HashMap<>();
        json.path("headers")
                .fields()
                .forEachRemaining(h -> headers.put(h.getKey(), h.getValue().asText()));
        return new Fault(
                FaultKind.valueOf(
                        json.path("kind").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
                json.path("method").asText(null),
                Pattern.compile(json.path("path").asText("")),
                json.path("skip").asInt(0),
                json.path("times").asInt(0),
                json.path("latencyMillis").asLong(0),
                json.path("status").asInt(500),
                json.path("body").asText(""),
                Map.copyOf(headers),
                json.path("atByte").asLong(0),
                json.path("bytesPerSecond").asInt(1024));
    }
}
