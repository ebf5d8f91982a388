package org.pirogue.prepare.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pirogue.batch.Column;

/**
 * What a dataset promises to whoever reads it, in {@code contract.json} beside the flow that writes it: columns that stay, with their
 * types, and the key. More columns may come; a version, or a flow, that would break it is refused.
 *
 * @param columns by name
 * @param key columns that name a row, in their order; none where nothing is promised of it
 */
public record DatasetContract(Map<String, Promised> columns, List<String> key) {
    /** Its name beside the flow. */
    public static final String FILE = "contract.json";

    public static final DatasetContract NONE = new DatasetContract(Map.of(), List.of());

    /** @param filled whether each row has a value */
    public record Promised(Column.Type type, boolean filled) {}

    /** One promise that is not kept. @param column where it stands in the file */
    public record Breach(String column, String text, String hint) {}

    public DatasetContract {
        key = List.copyOf(key);
    }

    /** @throws org.pirogue.prepare.Problems P676, P660 with everything that is wrong in the file */
    public static DatasetContract read(Path file) {
        return Terms.read(file, DatasetContract::of);
    }

    private static DatasetContract of(Terms terms) {
        terms.text("dataset");
        List<String> key = terms.texts("key");
        Map<String, Promised> columns = new LinkedHashMap<>();
        for (Terms each : terms.each("columns", "column")) {
            String column = each.needed("column", "name a column");
            each.text("description");
            boolean filled = each.text("filled").map("true"::equals).orElse(false);
            Promised promised = new Promised(each.word("type", Column.Type.class, Column.Type.TEXT), filled);
            if (columns.put(column, promised) != null) {
                each.problem(column, "column '" + column + "' stands twice", "remove one of them");
            }
        }
        key.stream()
                .filter(column -> !columns.containsKey(column))
                .forEach(column -> terms.problem(
                        column, "column '" + column + "' of the key is not promised", "name it under columns"));
        return new DatasetContract(columns, key);
    }

    /** Columns that always have a value. */
    public List<String> filled() {
        return columns.entrySet().stream()
                .filter(each -> each.getValue().filled())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What these columns and this key would break. Columns that are not promised may come and go.
     *
     * @param nowKey columns that name a row
     */
    public List<Breach> breaches(List<Column> now, List<String> nowKey) {
        Map<String, Column.Type> types = new LinkedHashMap<>();
        now.forEach(column -> types.put(column.name(), column.type()));
        List<Breach> breaches = new ArrayList<>();
        columns.forEach((column, promised) -> {
            Column.Type type = types.get(column);
            if (type == null) {
                breaches.add(new Breach(
                        column,
                        "column '" + column + "' is promised and would be no more",
                        "keep it; or take it out of " + FILE + " once nobody relies on it"));
            } else if (type != promised.type()) {
                breaches.add(new Breach(
                        column,
                        "column '" + column + "' is promised as " + word(promised.type()) + " and would be "
                                + word(type),
                        "keep its type; or give the new values a column of another name"));
            }
        });
        if (!key.isEmpty() && !key.equals(nowKey)) {
            breaches.add(new Breach(
                    "key",
                    "the key is promised as " + key + " and would be " + nowKey,
                    "keep the key; or write another dataset"));
        }
        return breaches;
    }

    private static String word(Column.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
