package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST interface of rejects as a client sees it. */
public final class RejectCalls {
    private static final String PATH = "/api/rejects";

    private final RunningPirogue pirogue;
    private final String language;

    /** @param language in which refusals are explained */
    public RejectCalls(RunningPirogue pirogue, String language) {
        this.pirogue = pirogue;
        this.language = language;
    }

    /** Which rejects are meant; null says nothing. */
    public record Filter(
            @Nullable String flow,
            @Nullable String run,
            @Nullable String orgUnit,
            @Nullable String period,
            @Nullable String dataElement,
            @Nullable String code,
            @Nullable String state) {

        private Map<String, String> asked() {
            Map<String, String> asked = new LinkedHashMap<>();
            put(asked, "flow", flow);
            put(asked, "run", run);
            put(asked, "orgUnit", orgUnit);
            put(asked, "period", period);
            put(asked, "dataElement", dataElement);
            put(asked, "code", code);
            put(asked, "state", state);
            return asked;
        }

        private static void put(Map<String, String> asked, String name, @Nullable String value) {
            if (value != null) {
                asked.put(name, value);
            }
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Page(long count, List<Reject> rejects) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Summary(
            @Nullable String run,
            @Nullable String flow,
            long count,
            @Nullable Long of,
            List<Line> lines) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Line(
            String code,
            String title,
            String todo,
            long count,
            List<String> periods,
            @Nullable String orgUnit,
            @Nullable String dataElement,
            @Nullable String value,
            String words) {}

    /** What became of a decision. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Done(long asked, List<Long> taken, List<Long> runs) {}

    public Summary summary(Filter filter) {
        return pirogue.get(PATH + "/summary" + query(filter, Map.of()), new TypeReference<>() {});
    }

    public Page page(Filter filter, int limit) {
        return pirogue.get(PATH + query(filter, Map.of("limit", String.valueOf(limit))), new TypeReference<>() {});
    }

    public void table(Filter filter, @Nullable String separator, boolean mark, Path file) {
        Map<String, String> how = new LinkedHashMap<>(Map.of("bom", String.valueOf(mark)));
        if (separator != null) {
            how.put("separator", separator);
        }
        pirogue.download(PATH + query(filter, how), "text/csv", file);
    }

    public JsonNode show(long id) {
        return pirogue.get(PATH + "/" + id + "?lang=" + language, new TypeReference<>() {});
    }

    public JsonNode corrections(String flow) {
        return pirogue.get(PATH + "/corrections?flow=" + RunningPirogue.encoded(flow), new TypeReference<>() {});
    }

    public Done decide(String action, List<Long> ids, @Nullable String reason) {
        return pirogue.post(
                PATH + "/bulk", body(Map.of("action", action, "ids", ids), reason), new TypeReference<>() {});
    }

    /** @param expect how many the filter matches; Pirogue refuses any other number */
    public Done decide(String action, Filter filter, @Nullable Long expect, @Nullable String reason) {
        Map<String, Object> what = new LinkedHashMap<>(Map.of("action", action, "filter", filter.asked()));
        if (expect != null) {
            what.put("expect", expect);
        }
        return pirogue.post(PATH + "/bulk", body(what, reason), new TypeReference<>() {});
    }

    public Done correct(long id, String value, String reason) {
        return pirogue.post(
                PATH + "/" + id + "/correct", body(Map.of("value", value), reason), new TypeReference<>() {});
    }

    private static Map<String, Object> body(Map<String, Object> what, @Nullable String reason) {
        Map<String, Object> body = new LinkedHashMap<>(what);
        body.put("by", System.getProperty("user.name", ""));
        body.put("reason", reason == null ? "" : reason);
        return body;
    }

    private String query(Filter filter, Map<String, String> more) {
        StringBuilder query = new StringBuilder("?lang=").append(language);
        filter.asked().forEach((name, value) -> append(query, name, value));
        more.forEach((name, value) -> append(query, name, value));
        return query.toString();
    }

    private static void append(StringBuilder query, String name, String value) {
        query.append('&').append(name).append('=').append(RunningPirogue.encoded(value));
    }
}
