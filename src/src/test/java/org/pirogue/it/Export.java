package org.pirogue.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a DHIS2 server shows, read with plain HTTP and JSON: nothing of Pirogue is used here. */
final class Export {
    /** In the place of a data element: that the report is complete. */
    static final String COMPLETE = "@complete";

    private static final int PAGE = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    Export(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What has no code at the server has to show in a judgement, too. */
    private static final Comparator<String> NULLS = Comparator.nullsFirst(Comparator.naturalOrder());

    /** A cell in codes; a thing without a code goes by its UID, the default option combo is the empty text. */
    record Cell(String orgUnit, String period, String dataElement, String options) implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::orgUnit, NULLS)
                .thenComparing(Cell::period, NULLS)
                .thenComparing(Cell::dataElement, NULLS)
                .thenComparing(Cell::options, NULLS);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    /** Every value of a data set that stands, and each of its reports that is registered as complete, as one more cell. */
    Map<Cell, String> values(String dataSet) {
        Map<String, String> elements = codes("dataElements");
        Map<String, String> units = codes("organisationUnits");
        Map<String, String> combos = optionCombos();
        String id = uid("dataSets", dataSet);
        String root = get("organisationUnits?filter=level:eq:1&fields=id")
                .at("/organisationUnits/0/id")
                .asText();
        JsonNode answer = get("dataValueSets?dataSet=" + id + "&orgUnit=" + root
                + "&children=true&startDate=2000-01-01&endDate=2099-12-31");
        Map<Cell, String> values = new TreeMap<>();
        for (JsonNode value : answer.path("dataValues")) {
            Cell cell = new Cell(
                    units.get(value.path("orgUnit").asText()),
                    value.path("period").asText(),
                    elements.get(value.path("dataElement").asText()),
                    combos.get(value.path("categoryOptionCombo").asText()));
            values.put(cell, value.path("value").asText());
        }
        JsonNode complete = get("completeDataSetRegistrations?dataSet=" + id + "&orgUnit=" + root
                + "&children=true&startDate=2000-01-01&endDate=2099-12-31");
        for (JsonNode report : complete.path("completeDataSetRegistrations")) {
            if (report.path("completed").asBoolean()) {
                String unit = units.get(report.path("organisationUnit").asText());
                values.put(
                        new Cell(unit, report.path("period").asText(), COMPLETE, ""),
                        report.path("date").asText());
            }
        }
        return values;
    }

    /** Every tracked entity of a program with all that the server says of it, but for what was deleted. */
    List<JsonNode> trackedEntities(String program) {
        List<JsonNode> all = new ArrayList<>();
        String id = uid("programs", program);
        for (int page = 1; ; page++) {
            JsonNode answer = get("tracker/trackedEntities?program=" + id
                    + "&orgUnitMode=ACCESSIBLE&fields=*&order=createdAt&page=" + page + "&pageSize=" + PAGE);
            answer.path("trackedEntities").forEach(all::add);
            if (answer.path("trackedEntities").size() < PAGE) {
                return all;
            }
        }
    }

    /** Codes by UID. */
    Map<String, String> codes(String type) {
        Map<String, String> codes = new HashMap<>();
        get(type + "?paging=false&fields=id,code")
                .path(type)
                .forEach(each -> codes.put(
                        each.path("id").asText(),
                        each.path("code").asText(each.path("id").asText())));
        return codes;
    }

    /** Category options by the UID of their combo; none for the default one. */
    Map<String, String> optionCombos() {
        Map<String, String> combos = new HashMap<>();
        JsonNode answer = get("categoryOptionCombos?paging=false&fields=id,categoryOptions[code]");
        for (JsonNode combo : answer.path("categoryOptionCombos")) {
            List<String> options = combo.path("categoryOptions").findValuesAsText("code").stream()
                    .filter(code -> !code.equals("default"))
                    .sorted()
                    .toList();
            combos.put(combo.path("id").asText(), String.join(";", options));
        }
        return combos;
    }

    /** UIDs of the option combos that a data element may have, by their options. */
    Map<String, String> optionComboIds(String dataElement) {
        String categoryCombo = get("dataElements?filter=code:eq:" + dataElement + "&fields=categoryCombo[id]")
                .at("/dataElements/0/categoryCombo/id")
                .asText();
        Map<String, String> options = optionCombos();
        Map<String, String> uids = new HashMap<>();
        get("categoryOptionCombos?paging=false&fields=id,categoryCombo[id]")
                .path("categoryOptionCombos")
                .forEach(combo -> {
                    if (combo.at("/categoryCombo/id").asText().equals(categoryCombo)) {
                        String uid = combo.path("id").asText();
                        uids.put(options.get(uid), uid);
                    }
                });
        return uids;
    }

    String uid(String type, String code) {
        return get(type + "?filter=code:eq:" + code + "&fields=id")
                .at("/" + type + "/0/id")
                .asText();
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/api/" + path.replace("[", "%5B").replace("]", "%5D")))
                .header("Authorization", "ApiToken " + token)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
