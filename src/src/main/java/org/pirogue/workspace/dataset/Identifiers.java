package org.pirogue.workspace.dataset;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;

/** Names of columns come from files that others wrote: they are looked at, and quoted wherever they stand in SQL. */
final class Identifiers {
    /** The row's number in its version; no column of the data. */
    static final String ROW = "_row";

    private static final int LONGEST = 63;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} _.,:;/()%°'’+&#-]*");
    /** PostgreSQL has columns of these names in every table. */
    private static final Set<String> TAKEN = Set.of(ROW, "tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private Identifiers() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(List<String> names) {
        return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    }

    /** @throws DatasetProblem P742 for the first that cannot be a column of a dataset, P740 where one is a person's */
    static void check(List<Column> columns) {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            String name = column.name();
            if (!PLAIN.matcher(name).matches()
                    || name.getBytes(StandardCharsets.UTF_8).length > LONGEST
                    || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new DatasetProblem(
                        "P742",
                        "column '" + shown(name)
                                + "' cannot be one of a dataset: letters, digits, spaces and plain signs, " + LONGEST
                                + " bytes at most, and no name that PostgreSQL keeps for itself; rename it");
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new DatasetProblem(
                        "P742",
                        "column '" + name + "' stands twice but for capitals: rename one, most readers see one");
            }
        }
        refusePersonal(columns);
    }

    private static void refusePersonal(List<Column> columns) {
        List<String> personal =
                columns.stream().filter(Column::personal).map(Column::name).toList();
        if (!personal.isEmpty()) {
            throw new DatasetProblem(
                    "P740",
                    "a dataset is for sharing, and " + personal + " say something of one person: put anonymise-action"
                            + " before changed-rows-action");
        }
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N} _.-]", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
