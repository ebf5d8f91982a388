package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an import came to.
 *
 * @param applied what was done, by kind; empty when nothing was tried
 */
record ImportReport(boolean ok, boolean committed, List<Problem> problems, Counts counts, Map<Kind, Applied> applied) {
    /** What was done with records of one kind. */
    record Applied(Counts counts, List<String> uids) {}

    /** A refused import: everything that was given counts as ignored. */
    static ImportReport refused(Problems problems, int ignored) {
        return new ImportReport(false, false, problems.all(), new Counts(0, 0, 0, ignored), Map.of());
    }

    /** A good import that was only to be judged. */
    static ImportReport judged(Problems problems) {
        return new ImportReport(true, false, problems.all(), Counts.NONE, Map.of());
    }

    static ImportReport applied(Problems problems, Map<Kind, Applied> applied) {
        Counts sum = applied.values().stream().map(Applied::counts).reduce(Counts.NONE, Counts::plus);
        return new ImportReport(true, true, problems.all(), sum, new EnumMap<>(applied));
    }

    int httpStatus() {
        return ok ? 200 : 409;
    }

    ObjectNode toJson() {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("status", ok ? "OK" : "ERROR");
        ObjectNode validation = report.putObject("validationReport");
        ArrayNode errors = validation.putArray("errorReports");
        problems.forEach(problem -> problem.writeTo(errors));
        validation.putArray("warningReports");
        counts.writeTo(report);
        if (ok) {
            ObjectNode byKind = report.putObject("bundleReport").putObject("typeReportMap");
            applied.forEach((kind, done) -> write(byKind, kind, done));
        }
        return report;
    }

    private static void write(ObjectNode byKind, Kind kind, Applied done) {
        ObjectNode report = byKind.putObject(kind.name()).put("trackerType", kind.name());
        done.counts().writeTo(report);
        ArrayNode objects = report.putArray("objectReports");
        for (String uid : done.uids()) {
            objects.addObject().put("trackerType", kind.name()).put("uid", uid).putArray("errorReports");
        }
    }

    /** The last progress message of an import in the background. */
    String closing() {
        return "Import complete with status " + (ok ? "OK" : "ERROR") + ", " + counts.created() + " created, "
                + counts.updated() + " updated, " + counts.deleted() + " deleted, " + counts.ignored() + " ignored";
    }
}
