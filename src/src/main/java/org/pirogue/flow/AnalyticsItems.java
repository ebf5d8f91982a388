package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;

/**
 * What the source cells of a mapping are to a server's analytics: {@code CODE} of an indicator, data element (all its options
 * together) or program indicator, {@code CODE/OPTION} of a data element, {@code DATASET.REPORTING_RATE} and its like. Codes are
 * looked up in the metadata: analytics gives UIDs for what has no code, and says nothing of what it does not know.
 */
final class AnalyticsItems {
    /** What a data set can be asked for. */
    static final Set<String> METRICS = Set.of(
            "REPORTING_RATE", "REPORTING_RATE_ON_TIME", "ACTUAL_REPORTS", "ACTUAL_REPORTS_ON_TIME", "EXPECTED_REPORTS");

    private static final List<String> TYPES = List.of("indicators", "dataElements", "programIndicators");
    private static final int NAMES_PER_CALL = 50;

    private final MetadataReader reader;
    private final String connection;
    private final Map<String, List<Found>> found = new HashMap<>();
    private final Map<String, List<Found>> dataSets = new HashMap<>();
    private final OptionCombos optionCombos = new OptionCombos();
    private final SortedSet<String> problems = new TreeSet<>();

    private record Found(String type, String id, String categoryCombo) {}

    AnalyticsItems(MetadataReader reader, String connection) {
        this.reader = reader;
        this.connection = connection;
    }

    /** @throws FlowException P556 with all that the server does not show, or shows twice */
    SortedMap<String, Cell> of(Collection<Cell> cells) {
        Set<String> names = new TreeSet<>();
        Set<String> sets = new TreeSet<>();
        cells.forEach(cell -> {
            if (isRate(cell)) {
                sets.add(dataSet(cell));
            } else {
                names.add(cell.dataElement());
            }
        });
        TYPES.forEach(type -> look(type, names, found));
        look("dataSets", sets, dataSets);
        if (cells.stream().anyMatch(cell -> !cell.categoryOptions().isEmpty())) {
            reader.list(connection, "categoryOptionCombos", MetadataReader.OPTION_COMBO_FIELDS, List.of())
                    .forEach(optionCombos::add);
        }
        SortedMap<String, Cell> items = new TreeMap<>();
        cells.forEach(cell -> item(cell, items));
        if (!problems.isEmpty() || items.isEmpty()) {
            throw new FlowException(
                    "P556",
                    "connection '" + connection + "' cannot give what the mapping names: "
                            + (problems.isEmpty() ? "it names nothing" : String.join("; ", problems)));
        }
        return items;
    }

    static boolean isRate(Cell cell) {
        String name = cell.dataElement();
        return METRICS.contains(name.substring(name.lastIndexOf('.') + 1)) && name.contains(".");
    }

    private static String dataSet(Cell cell) {
        return cell.dataElement().substring(0, cell.dataElement().lastIndexOf('.'));
    }

    private void look(String type, Set<String> names, Map<String, List<Found>> into) {
        List<String> all = new ArrayList<>(names);
        for (int at = 0; at < all.size(); at += NAMES_PER_CALL) {
            List<String> some = all.subList(at, Math.min(at + NAMES_PER_CALL, all.size()));
            String list = ":in:[" + String.join(",", some) + "]";
            String fields = type.equals("dataElements") ? "id,code,categoryCombo[id]" : "id,code";
            reader.list(connection, type, fields, List.of("code" + list))
                    .forEach(each -> add(into, each.path("code").asText(), type, each));
            reader.list(connection, type, fields, List.of("id" + list))
                    .forEach(each -> add(into, each.path("id").asText(), type, each));
        }
    }

    private static void add(Map<String, List<Found>> into, String name, String type, JsonNode object) {
        Found one = new Found(
                type,
                object.path("id").asText(),
                object.path("categoryCombo").path("id").asText());
        List<Found> known = into.computeIfAbsent(name, none -> new ArrayList<>());
        if (!known.contains(one)) {
            known.add(one);
        }
    }

    private void item(Cell cell, SortedMap<String, Cell> items) {
        List<Found> candidates = isRate(cell)
                ? dataSets.getOrDefault(dataSet(cell), List.of())
                : found.getOrDefault(cell.dataElement(), List.of());
        if (candidates.size() != 1) {
            problems.add("'" + cell + "' is "
                    + (candidates.isEmpty()
                            ? "no indicator, data element, program indicator or DATASET.REPORTING_RATE there"
                            : "the code of "
                                    + candidates.stream().map(Found::type).toList() + ", write the UID of one"));
            return;
        }
        String dx = dx(cell, candidates.get(0));
        Cell other = dx.isEmpty() ? null : items.putIfAbsent(dx, cell);
        if (other != null) {
            problems.add("'" + cell + "' and '" + other + "' are the same there");
        }
    }

    private String dx(Cell cell, Found of) {
        if (isRate(cell)) {
            return of.id() + cell.dataElement().substring(cell.dataElement().lastIndexOf('.'));
        }
        if (cell.categoryOptions().isEmpty()) {
            return of.id();
        }
        String combo =
                of.type().equals("dataElements") ? optionCombos.id(of.categoryCombo(), cell.categoryOptions()) : null;
        if (combo == null) {
            problems.add("'" + cell + "' has no such category options there");
            return "";
        }
        return of.id() + "." + combo;
    }
}
