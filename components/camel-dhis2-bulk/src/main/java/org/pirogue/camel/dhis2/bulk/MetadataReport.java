package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/**
 * Reads the full report of a metadata import. Objects are known by their uid: the index of an error was seen to be one too
 * high, and a bad reference counts twice in the numbers.
 */
final class MetadataReport {
    private MetadataReport() {}

    /** @throws Dhis2Exception if there is no report, or it is not about these objects */
    static MetadataVerdict verdict(Dhis2Http.Reply reply, MetadataImport sent) {
        JsonNode answer = Json.tree(reply.body());
        // Up to 2.37 the report is the body itself.
        JsonNode report = answer == null ? null : answer.has("response") ? answer.get("response") : answer;
        boolean judged = reply.status() / 100 == 2 || reply.status() == 409;
        if (report == null || !judged || !report.path("typeReports").isArray()) {
            throw ImportSummary.Verdicts.none(reply, answer);
        }
        Map<String, Refusal> refusals = new HashMap<>();
        Set<String> named = new HashSet<>();
        report.path("typeReports").forEach(type -> type.path("objectReports").forEach(object -> {
            named.add(object.path("uid").asText());
            refusal(object, refusals);
        }));
        boolean failed = reply.status() == 409 || !"OK".equals(Faults.text(report, "status"));
        return checked(reply, new MetadataVerdict(outcomes(sent, refusals, named, failed), null));
    }

    private static void refusal(JsonNode object, Map<String, Refusal> refusals) {
        JsonNode error = object.path("errorReports").path(0);
        if (!error.isMissingNode()) {
            List<String> args = new ArrayList<>();
            error.path("args").forEach(arg -> args.add(arg.asText()));
            refusals.put(
                    object.path("uid").asText(),
                    new Refusal(
                            Faults.text(error, "errorCode"),
                            error.path("message").asText(),
                            args));
        }
    }

    /** One refused object sinks them all: the others were not written, without a fault of their own. */
    private static Map<String, Outcome> outcomes(
            MetadataImport sent, Map<String, Refusal> refusals, Set<String> named, boolean failed) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (ObjectNode object : sent.objects()) {
            String id = object.path("id").asText();
            Refusal refusal = refusals.get(id);
            if (refusal != null) {
                outcomes.put(id, Outcome.refused(refusal));
            } else if (failed) {
                outcomes.put(id, Outcome.BLAMED);
            } else {
                outcomes.put(id, named.contains(id) ? Outcome.ACCEPTED : Outcome.UNKNOWN);
            }
        }
        return outcomes;
    }

    private static MetadataVerdict checked(Dhis2Http.Reply reply, MetadataVerdict verdict) {
        int size = verdict.outcomes().size();
        if (size > 0 && verdict.count(Outcome.State.UNKNOWN) == size) {
            throw reply.faults().of(Kind.OUTCOME_UNKNOWN, reply.status(), "a report that names nothing that was sent");
        }
        return verdict;
    }
}
