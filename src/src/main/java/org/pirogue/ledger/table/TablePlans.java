package org.pirogue.ledger.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.run.PlannedSlice;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a version changes, row by row: which rows, by what a person knows them, and never what stands in them. */
final class TablePlans {
    private static final Cell WHOLE = new Cell("row", "");
    private static final int MOST = 10_000;

    private TablePlans() {}

    static List<PlannedSlice> difference(JdbcTemplate jdbc, TableVersion version) {
        List<PlannedSlice> planned = new ArrayList<>();
        jdbc.query(
                """
                select d.key, d.label, r.key is not null from ledger.table_draft d
                left join ledger.table_row r on r.flow = d.flow and r.key = d.key
                where d.flow = ? and d.run = ? and d.mark is distinct from r.mark order by d.number limit ?""",
                row -> {
                    planned.add(put(row.getString(1), row.getString(2), row.getBoolean(3)));
                },
                version.flow(),
                version.run(),
                MOST);
        jdbc.query(
                """
                select key, label from ledger.table_row r where flow = ? and not exists (select 1 from ledger.table_draft d
                    where d.flow = r.flow and d.run = ? and d.key = r.key) order by label, key limit ?""",
                row -> {
                    planned.add(delete(row.getString(1), row.getString(2)));
                },
                version.flow(),
                version.run(),
                MOST);
        return planned;
    }

    private static PlannedSlice put(String key, String label, boolean stood) {
        TreeMap<Cell, String> put = new TreeMap<>();
        put.put(WHOLE, PlannedSlice.HIDDEN);
        return new PlannedSlice(place(key, label), put, new TreeSet<>(), stood ? put : new TreeMap<>());
    }

    private static PlannedSlice delete(String key, String label) {
        SortedSet<Cell> delete = new TreeSet<>();
        delete.add(WHOLE);
        TreeMap<Cell, String> before = new TreeMap<>();
        before.put(WHOLE, PlannedSlice.HIDDEN);
        return new PlannedSlice(place(key, label), new TreeMap<>(), delete, before);
    }

    private static SliceKey place(String key, String label) {
        return new SliceKey(PlannedSlice.ROW, label, "", key);
    }
}
