package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.instance.VersionMode;

/**
 * What became of a payload.
 *
 * @param complete what {@code dataSetComplete} says; null where DHIS2 leaves it out
 */
record Verdict(
        int imported,
        int updated,
        int ignored,
        int deleted,
        List<Conflict> conflicts,
        List<Integer> rejected,
        @Nullable String complete) {

    static Verdict refused(Conflict conflict, List<Integer> rejected, @Nullable String complete) {
        return new Verdict(0, 0, 0, 0, List.of(conflict), rejected, complete);
    }

    private boolean nothingDone() {
        return imported + updated + deleted == 0;
    }

    /** {@code SUCCESS}, {@code WARNING} or {@code ERROR}. */
    String status() {
        if (conflicts.isEmpty()) {
            return "SUCCESS";
        }
        return nothingDone() ? "ERROR" : "WARNING";
    }

    /** The summary alone. */
    ObjectNode summary(ImportOptions options) {
        ObjectNode json = Call.JSON.createObjectNode().put("status", status());
        json.set("importOptions", options.json());
        json.putObject("importCount")
                .put("imported", imported)
                .put("updated", updated)
                .put("ignored", ignored)
                .put("deleted", deleted);
        conflicts.forEach(conflict -> json.withArray("conflicts").add(conflict.json()));
        if (conflicts.isEmpty()) {
            json.putArray("conflicts");
        }
        rejected.forEach(json.putArray("rejectedIndexes")::add);
        if (complete != null) {
            json.put("dataSetComplete", complete);
        }
        return json.put("responseType", "ImportSummary");
    }

    int httpStatus(VersionMode mode) {
        return switch (status()) {
            case "SUCCESS" -> 200;
            case "WARNING" -> mode == VersionMode.V2_42 ? 409 : 200;
            default -> 409;
        };
    }

    /** The summary in its envelope. */
    ObjectNode body(ImportOptions options, VersionMode mode) {
        int http = httpStatus(mode);
        String message =
                switch (status()) {
                    case "SUCCESS" -> "Import was successful.";
                    case "WARNING" ->
                        mode == VersionMode.V2_42
                                ? "One more conflicts encountered, please check import summary."
                                : "Import completed with warnings, please check import summary.";
                    default -> "An error occurred, please check import summary.";
                };
        ObjectNode body = Call.JSON
                .createObjectNode()
                .put("httpStatus", http == 200 ? "OK" : "Conflict")
                .put("httpStatusCode", http)
                .put("status", status().equals("SUCCESS") ? "OK" : status())
                .put("message", message);
        body.set("response", summary(options));
        return body;
    }
}
