package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reports that are completed late, and others that are no longer complete, through the server's own interface. */
final class LateReports implements ReportMaker.Values {
    private record Report(Unit unit, String period) {}

    private final ServerCalls calls;
    private final Names names;
    private final Routine.Registered registered;
    private final String dataSet;
    private final List<Report> open = new ArrayList<>();
    private final List<Report> complete = new ArrayList<>();

    LateReports(ServerCalls calls, Names names, Routine.Registered registered) {
        this.calls = calls;
        this.names = names;
        this.registered = registered;
        this.dataSet = names.object("dataSets", registered.dataSet()).path("id").asText();
    }

    @Override
    public void take(Unit unit, String period, Names.Cell cell, int value, Instant at) {
        // Their numbers stay as they are.
    }

    @Override
    public void report(Unit unit, String period, boolean isComplete, Instant at) {
        (isComplete ? complete : open).add(new Report(unit, period));
    }

    /** @throws IllegalStateException where the server refuses any of it. @return facility and month of each */
    Set<String> write() {
        List<Report> late = last(open, registered.late());
        List<Report> withdrawn = last(complete, registered.withdrawn());
        register(late);
        withdrawn.forEach(report -> calls.delete("completeDataSetRegistrations?ds=%s&pe=%s&ou=%s"
                .formatted(dataSet, report.period(), names.unit(report.unit()))));
        Set<String> reports = new TreeSet<>();
        late.forEach(report -> reports.add(report.unit().code() + "/" + report.period()));
        withdrawn.forEach(report -> reports.add(report.unit().code() + "/" + report.period()));
        return reports;
    }

    private static List<Report> last(List<Report> reports, int count) {
        return reports.subList(Math.max(0, reports.size() - count), reports.size());
    }

    private void register(List<Report> late) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("completeDataSetRegistrations");
        late.forEach(report -> list.addObject()
                .put("dataSet", dataSet)
                .put("period", report.period())
                .put("organisationUnit", names.unit(report.unit()))
                .put("completed", true));
        JsonNode answer = calls.post("completeDataSetRegistrations", body);
        if (!answer.path("response").path("status").asText().equals("SUCCESS")) {
            throw new IllegalStateException("the server refused registrations of %s: %s"
                    .formatted(registered.dataSet(), answer.path("response").path("conflicts")));
        }
    }
}
