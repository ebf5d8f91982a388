package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict.Stats;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict.TrackerOutcome;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict.Type;

/** Reads the report of a synchronous tracker import. */
final class TrackerReport {

    /** "Cannot be created because what it refers to could not be": not a fault of its own. */
    private static final String ORPHANED = "E5000";

    private TrackerReport() {}

    /** An object, as payload and report know it. */
    record Named(Type type, String uid) {}

    /** An object of the payload, and the one that it hangs on. */
    record Sent(Named object, @Nullable Named parent) {}

    /** All objects of a payload, parents before their children. */
    static List<Sent> sent(JsonNode payload) {
        List<Sent> sent = new ArrayList<>();
        payload.path("trackedEntities").forEach(entity -> trackedEntity(entity, sent));
        payload.path("enrollments")
                .forEach(enrollment -> enrollment(
                        enrollment, new Named(Type.TRACKED_ENTITY, text(enrollment, "trackedEntity")), sent));
        payload.path("events")
                .forEach(event -> add(event, Type.EVENT, new Named(Type.ENROLLMENT, text(event, "enrollment")), sent));
        payload.path("relationships").forEach(link -> add(link, Type.RELATIONSHIP, null, sent));
        return sent;
    }

    private static void trackedEntity(JsonNode entity, List<Sent> sent) {
        Named named = add(entity, Type.TRACKED_ENTITY, null, sent);
        entity.path("enrollments").forEach(enrollment -> enrollment(enrollment, named, sent));
    }

    private static void enrollment(JsonNode enrollment, Named parent, List<Sent> sent) {
        Named named = add(enrollment, Type.ENROLLMENT, parent, sent);
        enrollment.path("events").forEach(event -> add(event, Type.EVENT, named, sent));
    }

    private static Named add(JsonNode object, Type type, @Nullable Named parent, List<Sent> sent) {
        String uid = text(object, uidField(type));
        if (uid.isEmpty()) {
            throw new IllegalArgumentException("an object of type " + type + " has no uid: make one before sending");
        }
        Named named = new Named(type, uid);
        sent.add(new Sent(named, parent));
        return named;
    }

    private static String uidField(Type type) {
        return switch (type) {
            case TRACKED_ENTITY -> "trackedEntity";
            case ENROLLMENT -> "enrollment";
            case EVENT -> "event";
            case RELATIONSHIP -> "relationship";
        };
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
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
        return checked(
                reply, new TrackerVerdict(outcomes(report, sent, status, dryRun), stats(report.path("stats")), dryRun));
    }

    private static List<TrackerOutcome> outcomes(JsonNode report, List<Sent> sent, int status, boolean dryRun) {
        Map<Named, List<Refusal>> refusals = refusals(report);
        Set<Named> done = done(report);
        boolean failed = status == 409 || "ERROR".equals(Faults.text(report, "status"));
        boolean allWell = dryRun && !failed && refusals.isEmpty();
        Map<Named, Outcome.State> states = new HashMap<>();
        List<TrackerOutcome> outcomes = new ArrayList<>();
        for (Sent each : sent) {
            Named object = each.object();
            List<Refusal> own = refusals.getOrDefault(object, List.of());
            // DHIS2 does not mention what hangs on an orphan.
            Outcome.State parent = each.parent() == null ? null : states.get(each.parent());
            boolean orphan = parent == Outcome.State.REFUSED || parent == Outcome.State.BLAMED;
            Outcome.State state = state(own, allWell || done.contains(object), failed || orphan);
            states.put(object, state);
            outcomes.add(new TrackerOutcome(object.type(), object.uid(), state, own));
        }
        return outcomes;
    }

    private static Outcome.State state(List<Refusal> own, boolean accepted, boolean notWritten) {
        if (own.stream().anyMatch(refusal -> !ORPHANED.equals(refusal.code()))) {
            return Outcome.State.REFUSED;
        }
        if (!own.isEmpty()) {
            return Outcome.State.BLAMED;
        }
        if (accepted) {
            return Outcome.State.ACCEPTED;
        }
        return notWritten ? Outcome.State.BLAMED : Outcome.State.UNKNOWN;
    }

    /** A success that knows nothing of anything that was sent is not about this payload. */
    private static TrackerVerdict checked(Dhis2Http.Reply reply, TrackerVerdict verdict) {
        int size = verdict.objects().size();
        if (size > 0 && verdict.count(Outcome.State.UNKNOWN) == size) {
            throw reply.faults().of(Kind.OUTCOME_UNKNOWN, reply.status(), "a report that names nothing that was sent");
        }
        return verdict;
    }

    private static Map<Named, List<Refusal>> refusals(JsonNode report) {
        Map<Named, List<Refusal>> refusals = new HashMap<>();
        report.path("validationReport").path("errorReports").forEach(error -> add(error, refusals));
        for (JsonNode type : report.path("bundleReport").path("typeReportMap")) {
            type.path("objectReports")
                    .forEach(object -> object.path("errorReports").forEach(error -> add(error, refusals)));
        }
        return refusals;
    }

    private static void add(JsonNode error, Map<Named, List<Refusal>> refusals) {
        List<String> args = new ArrayList<>();
        error.path("args").forEach(arg -> args.add(arg.asText()));
        Refusal refusal = new Refusal(
                Faults.text(error, "errorCode"), error.path("message").asText(), args);
        refusals.computeIfAbsent(identified(error), any -> new ArrayList<>()).add(refusal);
    }

    private static Set<Named> done(JsonNode report) {
        Set<Named> done = new HashSet<>();
        for (JsonNode type : report.path("bundleReport").path("typeReportMap")) {
            type.path("objectReports").forEach(object -> done.add(identified(object)));
        }
        return done;
    }

    private static Named identified(JsonNode report) {
        return new Named(
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
