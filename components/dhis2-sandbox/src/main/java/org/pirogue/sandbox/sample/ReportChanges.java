package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reports that come late, figures that are corrected, and others that are taken away, through the server's own interface:
 * it notes when. No report is touched twice; those that change lie anywhere in the past.
 */
final class ReportChanges implements ReportMaker.Values {
    private record Report(Unit unit, String period) {
        String key() {
            return unit.code() + "/" + period;
        }
    }

    private record Figure(Names.Cell cell, int value) {}

    private record Missing(Unit unit, Span span) {}

    private final ServerCalls calls;
    private final Names names;
    private final Routine.Reports wanted;
    private final String dataSet;
    private final Places places;
    private final Map<Report, List<Figure>> reports = new LinkedHashMap<>();
    private final List<Missing> missing = new ArrayList<>();
    private final ArrayNode values = JsonNodeFactory.instance.arrayNode();

    ReportChanges(ServerCalls calls, Names names, Routine.Reports wanted) {
        this.calls = calls;
        this.names = names;
        this.wanted = wanted;
        this.dataSet = names.object("dataSets", wanted.dataSet()).path("id").asText();
        this.places = Places.asked(calls, names);
    }

    @Override
    public void take(Unit unit, String period, Names.Cell cell, int value, Instant at) {
        reports.computeIfAbsent(new Report(unit, period), report -> new ArrayList<>())
                .add(new Figure(cell, value));
    }

    @Override
    public void missing(Unit unit, Span span) {
        missing.add(new Missing(unit, span));
    }

    /**
     * @throws IllegalStateException where the server refuses any of it, or there are too few reports
     * @return facility and period of each: {@code BDI_0101_03/202601}
     */
    Set<String> write(ReportMaker maker, Routine routine) {
        List<Report> came = reports.keySet().stream()
                .filter(report -> !maker.isPlanted(routine, report.unit(), report.period()))
                .toList();
        Set<String> touched = new TreeSet<>();
        List<Report> late = late(maker, routine);
        for (int number = 0; number < wanted.corrected() + wanted.taken(); number++) {
            Report report = came.get((int) ((number + 1) * 7919L % came.size()));
            if (!touched.add(report.key())) {
                throw new IllegalStateException("too few reports of " + wanted.dataSet() + " for so many changes");
            }
            Figure figure = reports.get(report).get(0);
            if (number < wanted.corrected()) {
                value(report, figure.cell()).put("value", String.valueOf(figure.value() + 3));
            } else {
                value(report, figure.cell())
                        .put("value", String.valueOf(figure.value()))
                        .put("deleted", true);
            }
        }
        late.forEach(report -> touched.add(report.key()));
        send("dataValueSets?async=false", "dataValues", values);
        register(late);
        return touched;
    }

    private List<Report> late(ReportMaker maker, Routine routine) {
        List<Report> late = new ArrayList<>();
        for (Missing one : missing.subList(Math.max(0, missing.size() - wanted.late()), missing.size())) {
            Report report = new Report(one.unit(), one.span().period());
            maker.late(routine, one.unit(), one.span(), (unit, period, cell, value, at) -> value(report, cell)
                    .put("value", String.valueOf(value)));
            late.add(report);
        }
        return late;
    }

    private ObjectNode value(Report report, Names.Cell cell) {
        Places.Place place = places.of(cell);
        ObjectNode value = values.addObject()
                .put("dataElement", place.element())
                .put("orgUnit", names.unit(report.unit()))
                .put("period", report.period());
        return place.combo().isEmpty() ? value : value.put("categoryOptionCombo", place.combo());
    }

    private void register(List<Report> late) {
        ArrayNode registrations = JsonNodeFactory.instance.arrayNode();
        late.forEach(report -> registrations
                .addObject()
                .put("dataSet", dataSet)
                .put("period", report.period())
                .put("organisationUnit", names.unit(report.unit()))
                .put("completed", true));
        send("completeDataSetRegistrations", "completeDataSetRegistrations", registrations);
    }

    private void send(String path, String type, ArrayNode records) {
        if (records.isEmpty()) {
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (type.equals("dataValues")) {
            body.put("dataSet", dataSet);
        }
        body.set(type, records);
        JsonNode answer = calls.post(path, body);
        if (!answer.path("response").path("status").asText().equals("SUCCESS")) {
            throw new IllegalStateException("the server refused changes of %s: %s"
                    .formatted(wanted.dataSet(), answer.path("response").path("conflicts")));
        }
    }
}
