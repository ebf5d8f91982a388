package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict.Stats;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict.TrackerOutcome;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict.Type;

/** Reads the report of a synchronous tracker import. */
final class TrackerReport {

    /** "Cannot be created because what it refers to could not be": not a fault of its own. */
    private static final String ORPHANED = "E5000";

    private TrackerReport() {}

    /** An object of the payload. */
    record Sent(Type type, String uid) {}

    /** All objects of a payload, nested ones too. */
    static List<Sent> sent(JsonNode payload) {
        List<Sent> sent = new ArrayList<>();
        payload.path("trackedEntities").forEach(entity -> trackedEntity(entity, sent));
        payload.path("enrollments").forEach(enrollment -> enrollment(enrollment, sent));
        payload.path("events").forEach(event -> add(event, Type.EVENT, "event", sent));
        payload.path("relationships").forEach(link -> add(link, Type.RELATIONSHIP, "relationship", sent));
        return sent;
    }

    private static void trackedEntity(JsonNode entity, List<Sent> sent) {
        add(entity, Type.TRACKED_ENTITY, "trackedEntity", sent);
        entity.path("enrollments").forEach(enrollment -> enrollment(enrollment, sent));
    }

    private static void enrollment(JsonNode enrollment, List<Sent> sent) {
        add(enrollment, Type.ENROLLMENT, "enrollment", sent);
        enrollment.path("events").forEach(event -> add(event, Type.EVENT, "event", sent));
    }

    private static void add(JsonNode object, Type type, String field, List<Sent> sent) {
        String uid = object.path(field).asText("");
        if (uid.isEmpty()) {
            throw new IllegalArgumentException("an object of type " + type + " has no uid: make one before sending");
        }
        sent.add(new Sent(type, uid));
    }

    /** @throws Dhis2Exception if there is no report */
    static TrackerVerdict verdict(Dhis2Http.Reply reply, List<Sent> sent, boolean dryRun) {
        JsonNode report = Json.tree(reply.body());
        int status = reply.status();
        boolean judged = status / 100 == 2 || status == 409;
        if (report == null
                || !judged
                || !report.path("validationReport").isObject()
                || !report.path("stats").isObject()) {
            throw ImportSummary.Verdicts.none(reply, report);
        }
        Map<Sent, List<Refusal>> refusals = refusals(report);
        Set<Sent> done = done(report);
        boolean failed = status == 409 || "ERROR".equals(Faults.text(report, "status"));
        boolean nothingWrong = !failed && refusals.isEmpty();
        List<TrackerOutcome> outcomes = new ArrayList<>();
        for (Sent object : sent) {
            List<Refusal> own = refusals.getOrDefault(object, List.of());
            boolean accepted = done.contains(object) || (dryRun && nothingWrong);
            outcomes.add(new TrackerOutcome(object.type(), object.uid(), state(own, accepted, failed), own));
        }
        return checked(reply, new TrackerVerdict(outcomes, stats(report.path("stats")), dryRun));
    }

    private static Outcome.State state(List<Refusal> own, boolean accepted, boolean failed) {
        if (own.stream().anyMatch(refusal -> !ORPHANED.equals(refusal.code()))) {
            return Outcome.State.REFUSED;
        }
        if (!own.isEmpty()) {
            return Outcome.State.BLAMED;
        }
        if (accepted) {
            return Outcome.State.ACCEPTED;
        }
        return failed ? Outcome.State.BLAMED : Outcome.State.UNKNOWN;
    }

    /** A success that knows nothing of anything that was sent is not about this payload. */
    private static TrackerVerdict checked(Dhis2Http.Reply reply, TrackerVerdict verdict) {
        int size = verdict.objects().size();
        if (size > 0 && verdict.count(Outcome.State.UNKNOWN) == size) {
            throw reply.faults().of(Kind.OUTCOME_UNKNOWN, reply.status(), "a report that names nothing that was sent");
        }
        return verdict;
    }

    private static Map<Sent, List<Refusal>> refusals(JsonNode report) {
        Map<Sent, List<Refusal>> refusals = new HashMap<>();
        report.path("validationReport").path("errorReports").forEach(error -> add(error, refusals));
        for (JsonNode type : report.path("bundleReport").path("typeReportMap")) {
            type.path("objectReports")
                    .forEach(object -> object.path("errorReports").forEach(error -> add(error, refusals)));
        }
        return refusals;
    }

    private static void add(JsonNode error, Map<Sent, List<Refusal>> refusals) {
        List<String> args = new ArrayList<>();
        error.path("args").forEach(arg -> args.add(arg.asText()));
        Refusal refusal = new Refusal(
                Faults.text(error, "errorCode"), error.path("message").asText(), args);
        refusals.computeIfAbsent(identified(error), any -> new ArrayList<>()).add(refusal);
    }

    private static Set<Sent> done(JsonNode report) {
        Set<Sent> done = new HashSet<>();
        for (JsonNode type : report.path("bundleReport").path("typeReportMap")) {
            type.path("objectReports").forEach(object -> done.add(identified(object)));
        }
        return done;
    }

    private static Sent identified(JsonNode report) {
        return new Sent(
                type(report.path("trackerType").asText()), report.path("uid").asText());
    }

    private static Type type(String told) {
        for (Type type : Type.values()) {
            if (type.name().equals(told)) {
                return type;
            }
        }
        return Type.RELATIONSHIP;
    }

    private static Stats stats(JsonNode node) {
        return new Stats(
                node.path("created").asInt(),
                node.path("updated").asInt(),
                node.path("deleted").asInt(),
                node.path("ignored").asInt(),
                node.path("total").asInt());
    }
}
