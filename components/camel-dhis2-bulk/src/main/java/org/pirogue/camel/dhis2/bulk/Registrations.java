package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.Verdict.Counts;

/** The JSON of {@code completeDataSetRegistrations}, both ways, and the summary of an import of them. */
final class Registrations {
    static final String PATH = "completeDataSetRegistrations";

    private Registrations() {}

    /** @throws Dhis2Exception UNEXPECTED_ANSWER where it is no list of registrations: that is never an empty one */
    static List<Registration> read(JsonNode answer, Faults faults) {
        JsonNode list = answer.path(PATH);
        boolean none = answer.isObject() && answer.isEmpty();
        if (!list.isArray() && !none) {
            throw faults.of(Kind.UNEXPECTED_ANSWER, 200, "not a list of registrations");
        }
        List<Registration> read = new ArrayList<>();
        list.forEach(each -> read.add(one(each, faults)));
        return read;
    }

    private static Registration one(JsonNode json, Faults faults) {
        return new Registration(
                required(json, "dataSet", faults),
                required(json, "period", faults),
                required(json, "organisationUnit", faults),
                Faults.text(json, "attributeOptionCombo"),
                json.path("completed").asBoolean(true),
                Faults.text(json, "date"),
                Faults.text(json, "storedBy"));
    }

    private static String required(JsonNode json, String field, Faults faults) {
        String text = Faults.text(json, field);
        if (text == null) {
            throw faults.of(Kind.UNEXPECTED_ANSWER, 200, "a registration without " + field);
        }
        return text;
    }

    static ObjectNode json(List<Registration> registrations) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode list = json.putArray(PATH);
        for (Registration each : registrations) {
            ObjectNode one = list.addObject()
                    .put("dataSet", each.dataSet())
                    .put("period", each.period())
                    .put("organisationUnit", each.orgUnit())
                    .put("completed", each.completed());
            if (each.attributeOptionCombo() != null) {
                one.put("attributeOptionCombo", each.attributeOptionCombo());
            }
            if (each.date() != null) {
                one.put("date", each.date());
            }
        }
        return json;
    }

    /**
     * The summary names no indexes, only the thing that is wrong: of several, all are BLAMED where not each was taken.
     *
     * @throws Dhis2Exception OUTCOME_UNKNOWN where there is no summary, or one that counts other things than were sent
     */
    static Verdict verdict(Dhis2Http.Reply reply, int sent) {
        JsonNode body = Json.tree(reply.body());
        JsonNode summary =
                body != null && body.path("response").path("importCount").isObject() ? body.path("response") : body;
        boolean judged = reply.status() / 100 == 2 || reply.status() == 409;
        if (summary == null || !judged || !summary.path("importCount").isObject()) {
            throw ImportSummary.Verdicts.none(reply, body);
        }
        Counts counts = ImportSummary.counts(summary.path("importCount"));
        List<Conflict> conflicts = Conflict.all(summary.path("conflicts"));
        int taken = counts.imported() + counts.updated() + counts.deleted();
        if (taken == sent && counts.ignored() == 0 && conflicts.isEmpty()) {
            return verdict(sent, Outcome.ACCEPTED, counts);
        }
        if (counts.ignored() == 0 && conflicts.isEmpty()) {
            throw reply.faults().of(Kind.OUTCOME_UNKNOWN, reply.status(), "a verdict that counts other than was sent");
        }
        Outcome blamed = sent == 1 ? Outcome.refused(reason(conflicts)) : Outcome.BLAMED;
        return verdict(sent, blamed, counts);
    }

    private static Verdict verdict(int sent, Outcome each, Counts counts) {
        return new Verdict(Collections.nCopies(sent, each), counts, false, 1, null);
    }

    private static Refusal reason(List<Conflict> conflicts) {
        Refusal said = conflicts.isEmpty()
                ? new Refusal(null, "ignored without a reason", List.of())
                : conflicts.get(0).refusal();
        return said;
    }
}
