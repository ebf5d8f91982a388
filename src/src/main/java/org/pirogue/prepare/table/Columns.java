package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Column;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/**
 * The columns of a table that rules are held against before its first row is read: all that is wrong is told at once. P661 a
 * column that the table does not have, or that cannot be used so.
 */
public final class Columns {
    private final Map<String, Column> byName = new LinkedHashMap<>();
    private final String rules;
    private final List<Problem> problems = new ArrayList<>();

    /** @param rules the file that names them, for messages */
    public Columns(List<Column> columns, String rules) {
        columns.forEach(column -> byName.put(column.name(), column));
        this.rules = rules;
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The column, or one of text where there is none, which is a problem. */
    public Column of(String name) {
        Column column = byName.get(name);
        if (column == null) {
            problem(name, "the table has no column '" + name + "'", "use one of " + byName.keySet());
            return Column.text(name);
        }
        return column;
    }

    void date(String name) {
        if (has(name) && of(name).type() != Column.Type.DATE) {
            problem(name, "column '" + name + "' is not of dates", "declare it as a date where it is read");
        } else {
            of(name);
        }
    }

    public void problem(String name, String text, String hint) {
        problem("P661", name, text, hint);
    }

    void problem(String code, String name, String text, String hint) {
        problems.add(new Problem(code, rules, name, text, hint));
    }

    /** @throws Problems when there is at least one */
    public void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
    }
}
