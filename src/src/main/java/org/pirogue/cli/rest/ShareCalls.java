package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST interface of shares as a client sees it. */
public final class ShareCalls {
    private static final String PATH = "/api/shares";

    private final RunningPirogue pirogue;

    public ShareCalls(RunningPirogue pirogue) {
        this.pirogue = pirogue;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Share(
            long share,
            String workspace,
            String dataset,
            String kind,
            String to,
            String state,
            List<String> columns,
            @Nullable Long version,
            String purpose,
            @Nullable String expiresAt,
            boolean sql) {}

    /** How a BI tool signs in. */
    public record SignIn(String url, String user, String password, String view) {}

    public List<Share> list() {
        return pirogue.get(PATH, new TypeReference<>() {});
    }

    public Share add(Map<String, Object> wish) {
        return pirogue.post(PATH, wish, new TypeReference<>() {});
    }

    public Share renew(long id, Map<String, Object> wish) {
        return pirogue.post(PATH + "/" + id + "/renew", wish, new TypeReference<>() {});
    }

    public Share withdraw(long id) {
        return pirogue.post(PATH + "/" + id + "/withdraw", Map.of(), new TypeReference<>() {});
    }

    public SignIn sql(long id) {
        return pirogue.post(PATH + "/" + id + "/sql", Map.of(), new TypeReference<>() {});
    }

    public void rows(long id, String format, Path file) {
        pirogue.download(PATH + "/" + id + "/rows?format=" + RunningPirogue.encoded(format), "*/*", file);
    }
}
