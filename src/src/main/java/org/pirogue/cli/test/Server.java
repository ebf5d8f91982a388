package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Registration;
import org.pirogue.flow.DataSetMetadata;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.values.Completeness;
import org.pirogue.sandbox.values.DataValue;

/** The DHIS2 of a test: its metadata from a file, and what people type into it meanwhile, in codes. */
final class Server implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "pirogue";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.named("server"));

    /** @param metadata as {@code POST /api/metadata} takes it; the first organisation unit is the user's */
    Server(Path metadata) {
        try {
            JsonNode json = JSON.readTree(metadata.toFile());
            sandbox.loadMetadata(json);
            String root = json.path("organisationUnits").path(0).path("id").asText();
            sandbox.users().add("U0000000001", USER, "for-tests-only", Set.of("ALL"), List.of(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return sandbox.url();
    }

    String token() {
        return sandbox.createToken(USER);
    }

    /** From now on the account stands at these units, by their codes. */
    void account(List<String> orgUnits) {
        List<String> ids =
                orgUnits.stream().map(code -> id("organisationUnits", code)).toList();
        sandbox.users().add("U0000000001", USER, "for-tests-only", Set.of("ALL"), ids);
    }

    /** What the account may do from now on; it stands at the highest unit. */
    void authorities(Set<String> authorities) {
        List<String> units = sandbox.metadata().all("organisationUnits").stream()
                .filter(unit -> !unit.hasNonNull("parent"))
                .map(unit -> unit.path("id").asText())
                .toList();
        sandbox.users().add("U0000000001", USER, "for-tests-only", authorities, units);
    }

    /** Whether the data set is to be reported by the unit. */
    void assign(String dataSet, String orgUnit, boolean assigned) {
        ObjectNode set =
                sandbox.metadata().byCode("dataSets", dataSet).orElseThrow().deepCopy();
        String id = id("organisationUnits", orgUnit);
        ArrayNode units = JSON.createArrayNode();
        set.path("organisationUnits").forEach(unit -> {
            if (!unit.path("id").asText().equals(id)) {
                units.add(unit);
            }
        });
        if (assigned) {
            units.addObject().put("id", id);
        }
        set.set("organisationUnits", units);
        sandbox.metadata().put("dataSets", set);
    }

    void fail(JsonNode fault) {
        sandbox.faults().add(Fault.of(fault));
    }

    /** How many calls the faults have hit. */
    int hits() {
        return sandbox.faults().hits();
    }

    void recover() {
        sandbox.faults().clear();
    }

    void type(DataSetMetadata dataSet, TestFile.Line line) {
        line.slice("").values().forEach((cell, value) -> {
            if (cell.equals(Cell.COMPLETE)) {
                sandbox.completeness()
                        .put(new Completeness.Registration(
                                report(dataSet, line), value, "somebody", !value.equals("false")));
            } else {
                sandbox.dataValues().put(value(dataSet, line, cell, value, false));
            }
        });
        line.delete().stream().map(TestFile.Line::cell).forEach(cell -> {
            if (cell.equals(Cell.COMPLETE)) {
                sandbox.completeness().remove(report(dataSet, line));
            } else {
                sandbox.dataValues().delete(value(dataSet, line, cell, "", true));
            }
        });
    }

    private static Completeness.Key report(DataSetMetadata dataSet, TestFile.Line line) {
        return new Completeness.Key(
                dataSet.id(),
                line.period(),
                String.valueOf(dataSet.orgUnitId(line.orgUnit())),
                String.valueOf(dataSet.attributeOptionComboId("")));
    }

    private static DataValue value(
            DataSetMetadata dataSet, TestFile.Line line, Cell cell, String value, boolean deleted) {
        DataSetMetadata.Element element =
                Objects.requireNonNull(dataSet.element(cell.dataElement()), () -> "no element " + cell);
        Instant now = Instant.now();
        return new DataValue(
                element.id(),
                line.period(),
                Objects.requireNonNull(dataSet.orgUnitId(line.orgUnit()), () -> "no unit " + line.orgUnit()),
                Objects.requireNonNull(
                        dataSet.optionComboId(element, cell.categoryOptions()), () -> "no combo " + cell),
                "",
                value,
                "somebody",
                now,
                now,
                deleted);
    }

    /** What people do with organisation units; a unit is named by its code. */
    void units(List<ObjectNode> lines) {
        lines.forEach(this::unit);
    }

    private void unit(ObjectNode line) {
        String code = line.path("orgUnit").asText();
        ObjectNode unit = sandbox.metadata()
                .byCode("organisationUnits", code)
                .map(ObjectNode::deepCopy)
                .orElseGet(() -> JSON.createObjectNode().put("id", ObjectStory.uid(code)));
        if (line.path("deleted").asBoolean()) {
            sandbox.metadata().remove("organisationUnits", unit.path("id").asText());
            return;
        }
        unit.setAll(line);
        unit.put("code", code)
                .put("lastUpdated", "2026-10-15T11:00:00.000")
                .remove(List.of("orgUnit", "level", "path"));
        if (line.has("parent")) {
            unit.putObject("parent")
                    .put("id", id("organisationUnits", line.path("parent").asText()));
        }
        sandbox.metadata().put("organisationUnits", unit);
    }

    /** All values of the data set as a client reads them. */
    static SortedMap<SliceKey, TreeMap<Cell, String>> stands(Dhis2BulkClient client, DataSetMetadata dataSet) {
        DataValueQuery query = DataValueQuery.of(dataSet.id())
                .orgUnits(dataSet.orgUnits().stream().map(dataSet::orgUnitId).toList())
                .between("2020-01-01", "2030-12-31")
                .build();
        SortedMap<SliceKey, TreeMap<Cell, String>> slices = new TreeMap<>();
        try (DataValues values = client.exportDataValues(query)) {
            values.forEachRemaining(value -> slices.computeIfAbsent(
                            new SliceKey("", String.valueOf(dataSet.orgUnitCode(value.orgUnit())), value.period(), ""),
                            none -> new TreeMap<>())
                    .put(
                            dataSet.cell(value.dataElement(), String.valueOf(value.categoryOptionCombo())),
                            String.valueOf(value.value())));
        }
        client.exportRegistrations(query).stream()
                .filter(Registration::completed)
                .forEach(each -> slices.computeIfAbsent(
                                new SliceKey(
                                        "", String.valueOf(dataSet.orgUnitCode(each.orgUnit())), each.period(), ""),
                                none -> new TreeMap<>())
                        .put(Cell.COMPLETE, String.valueOf(each.date())));
        return slices;
    }

    /** Creates or replaces the persons with their events; an event that is deleted is deleted. */
    void type(Dhis2BulkClient client, String program, List<CaseRecord> records) {
        ObjectNode payload = JSON.createObjectNode();
        ArrayNode persons = payload.putArray("trackedEntities");
        ObjectNode deletions = JSON.createObjectNode();
        ArrayNode deleted = deletions.putArray("events");
        for (CaseRecord record : records) {
            persons.add(person(program, record));
            record.events().stream().filter(CaseRecord.Event::deleted).forEach(event -> deleted.addObject()
                    .put("event", event.event()));
        }
        send(client, payload, "CREATE_AND_UPDATE");
        if (!deleted.isEmpty()) {
            send(client, deletions, "DELETE");
        }
    }

    private static void send(Dhis2BulkClient client, ObjectNode payload, String strategy) {
        var verdict = client.importTracker(payload, Map.of("async", "false", "importStrategy", strategy));
        if (verdict.objects().stream().anyMatch(object -> !object.refusals().isEmpty())) {
            throw new IllegalStateException("the test's server refused " + strategy + ": " + verdict);
        }
    }

    private ObjectNode person(String program, CaseRecord record) {
        ObjectNode person = JSON.createObjectNode()
                .put("trackedEntity", record.trackedEntity())
                .put("trackedEntityType", id("trackedEntityTypes", "PERSON"))
                .put("orgUnit", id("organisationUnits", record.orgUnit()));
        ArrayNode attributes = person.putArray("attributes");
        record.attributes().forEach((code, value) -> attributes
                .addObject()
                .put("attribute", id("trackedEntityAttributes", code))
                .put("value", value));
        ObjectNode enrollment = person.putArray("enrollments")
                .addObject()
                .put("enrollment", record.enrollment())
                .put("trackedEntity", record.trackedEntity())
                .put("program", id("programs", program))
                .put("status", record.status())
                .put("orgUnit", id("organisationUnits", record.orgUnit()))
                .put("enrolledAt", record.enrolledAt())
                .put("occurredAt", record.occurredAt());
        ArrayNode events = enrollment.putArray("events");
        record.events().forEach(event -> events.add(event(program, record, event)));
        return person;
    }

    private ObjectNode event(String program, CaseRecord record, CaseRecord.Event event) {
        ObjectNode json = JSON.createObjectNode()
                .put("event", event.event())
                .put("program", id("programs", program))
                .put("programStage", id("programStages", event.programStage()))
                .put("enrollment", record.enrollment())
                .put("trackedEntity", record.trackedEntity())
                .put("orgUnit", id("organisationUnits", event.orgUnit()))
                .put("status", event.status())
                .put("occurredAt", event.occurredAt());
        ArrayNode values = json.putArray("dataValues");
        event.values().forEach((code, value) -> values.addObject()
                .put("dataElement", id("dataElements", code))
                .put("value", value));
        return json;
    }

    String code(String type, String id) {
        return sandbox.metadata()
                .byId(type, id)
                .map(object -> object.path("code").asText())
                .orElse(id);
    }

    String id(String type, String code) {
        return sandbox.metadata()
                .byCode(type, code)
                .map(object -> object.path("id").asText())
                .orElseThrow(() -> new IllegalArgumentException("the test's server has no " + type + " " + code));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
