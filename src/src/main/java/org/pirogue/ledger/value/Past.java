package org.pirogue.ledger.value;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a flow has wanted at some units in other periods: the past that a value is held against. */
public final class Past {
    private final JdbcTemplate jdbc;

    public Past(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Slices as they were handed over last, in no order. */
    public List<Slice> of(String flow, String dataSet, Collection<String> periods, Collection<String> orgUnits) {
        List<Slice> slices = new ArrayList<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select org_unit, period, attribute_options, desired from ledger.slice
                            where flow = ? and data_set = ? and period = any(?) and org_unit = any(?)""");
                    statement.setString(1, flow);
                    statement.setString(2, dataSet);
                    statement.setArray(3, connection.createArrayOf("text", periods.toArray()));
                    statement.setArray(4, connection.createArrayOf("text", orgUnits.toArray()));
                    return statement;
                },
                row -> {
                    SliceKey key = new SliceKey(dataSet, row.getString(1), row.getString(2), row.getString(3));
                    slices.add(new Slice(key, Packed.values(row.getString(4))));
                });
        return slices;
    }
}
