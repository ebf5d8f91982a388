package org.pirogue.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueImport;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Verdict;

/**
 * What Pirogue is held against: every value is read, given the target's ids and posted, 1,000 in a call. It adds nothing
 * up, checks nothing, remembers nothing, and loses what was under way when it is killed.
 */
final class PlainCopy {
    static final int VALUES_PER_POST = 1_000;

    private final BenchFlow flow;
    private final Dhis2BulkClient source;
    private final Dhis2BulkClient target;
    private final Map<String, String> units = new HashMap<>();
    private final Map<String, List<Line>> lines = new HashMap<>();
    private long read;
    private long written;

    /** A server refuses a payload that names a value twice: of several sources of one cell the last is posted. */
    private record Place(
            String element,
            String period,
            String unit,
            @Nullable String combo) {
        static Place of(DataValue value) {
            return new Place(value.dataElement(), value.period(), value.orgUnit(), value.categoryOptionCombo());
        }
    }

    private record Line(String from, String to, String element, String combo) {
        boolean holds(String period) {
            return (from.isEmpty() || from.compareTo(period) <= 0) && (to.isEmpty() || period.compareTo(to) <= 0);
        }
    }

    PlainCopy(BenchFlow flow, Dhis2BulkClient source, Dhis2BulkClient target) {
        this.flow = flow;
        this.source = source;
        this.target = target;
    }

    long read() {
        return read;
    }

    long written() {
        return written;
    }

    void run() {
        learn();
        String dataSet = ids(target, "dataSets").get(flow.targetSet());
        Map<Place, DataValue> payload = new LinkedHashMap<>();
        try (DataValues values = source.exportDataValues(everything(flow, source))) {
            while (values.hasNext()) {
                DataValue mapped = mapped(values.next());
                read++;
                if (mapped != null) {
                    payload.put(Place.of(mapped), mapped);
                }
                if (payload.size() == VALUES_PER_POST) {
                    post(dataSet, payload);
                }
            }
        }
        post(dataSet, payload);
    }

    static DataValueQuery everything(BenchFlow flow, Dhis2BulkClient source) {
        String root = source.read(
                        "organisationUnits",
                        Map.of("filter", List.of("level:eq:1"), "fields", List.of("id"), "paging", List.of("false")))
                .path("organisationUnits")
                .path(0)
                .path("id")
                .asText();
        return DataValueQuery.of(ids(source, "dataSets").get(flow.sourceSet()))
                .below(root)
                .between(flow.startDate(), LocalDate.now().toString())
                .build();
    }

    private void post(String dataSet, Map<Place, DataValue> payload) {
        Verdict verdict = target.importDataValues(DataValueImport.of(dataSet, List.copyOf(payload.values())));
        if (!verdict.allAccepted()) {
            throw new IllegalStateException("the target did not take every value of the copy: "
                    + verdict.outcomes().stream()
                            .filter(outcome -> outcome.refusal() != null)
                            .findFirst());
        }
        written += payload.size();
        payload.clear();
    }

    private @Nullable DataValue mapped(DataValue value) {
        for (Line line : lines.getOrDefault(value.dataElement() + value.categoryOptionCombo(), List.of())) {
            if (line.holds(value.period())) {
                return DataValue.put(
                        line.element(),
                        value.period(),
                        units.getOrDefault(value.orgUnit(), value.orgUnit()),
                        line.combo(),
                        String.valueOf(value.value()));
            }
        }
        return null;
    }

    private void learn() {
        Map<String, String> targetUnits = ids(target, "organisationUnits");
        ids(source, "organisationUnits").forEach((code, id) -> units.put(id, targetUnits.getOrDefault(code, id)));
        Map<String, String> sourceElements = ids(source, "dataElements");
        Map<String, String> targetElements = ids(target, "dataElements");
        Map<String, String> sourceCombos = combos(source);
        Map<String, String> targetCombos = combos(target);
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(flow.mapping())) {
            for (NamedCsvRecord row : csv) {
                String element = targetElements.get(row.getField("target_data_element"));
                if (element != null) {
                    String key = sourceElements.get(row.getField("source_data_element"))
                            + sourceCombos.get(row.getField("source_category_options"));
                    lines.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(new Line(
                                    row.getField("valid_from"),
                                    row.getField("valid_to"),
                                    element,
                                    String.valueOf(targetCombos.get(row.getField("target_category_options")))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By code. */
    static Map<String, String> ids(Dhis2BulkClient server, String type) {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode each : list(server, type, "id,code")) {
            ids.put(each.path("code").asText(), each.path("id").asText());
        }
        return ids;
    }

    /** By the codes of their options, joined by a semicolon; the default one by none. */
    private static Map<String, String> combos(Dhis2BulkClient server) {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode each : list(server, "categoryOptionCombos", "id,name,categoryOptions[code]")) {
            TreeSet<String> codes = new TreeSet<>();
            each.path("categoryOptions")
                    .forEach(option -> codes.add(option.path("code").asText()));
            boolean standard = each.path("name").asText().equals("default");
            ids.put(standard ? "" : String.join(";", codes), each.path("id").asText());
        }
        return ids;
    }

    private static JsonNode list(Dhis2BulkClient server, String type, String fields) {
        return server.read(type, Map.of("fields", List.of(fields), "paging", List.of("false")))
                .path(type);
    }
}
