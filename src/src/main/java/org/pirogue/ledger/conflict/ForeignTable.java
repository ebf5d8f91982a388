package org.pirogue.ledger.conflict;

import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.List;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.SqlArray;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what stands or stood at a target inside a claim and is not the flow's own. */
public final class ForeignTable {
    private final JdbcTemplate jdbc;

    public ForeignTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param overwritten whether this flow writes over it, else it is left alone */
    public record Met(long run, SliceKey key, Cell cell, Stands stands, boolean overwritten) {}

    /** These slices were read whole: what was foreign in them is met again, or gone. */
    public void replace(String flow, Collection<SliceKey> read, List<Met> met) {
        jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    delete from ledger.foreign_value f
                    using unnest(?::text[], ?::text[], ?::text[], ?::text[])
                          k(data_set, period, org_unit, attribute_options)
                    where f.flow = ? and f.kind = 'foreign' and f.data_set = k.data_set and f.period = k.period
                      and f.org_unit = k.org_unit and f.attribute_options = k.attribute_options""");
            statement.setArray(1, SqlArray.of(connection, "text", read, SliceKey::dataSet));
            statement.setArray(2, SqlArray.of(connection, "text", read, SliceKey::period));
            statement.setArray(3, SqlArray.of(connection, "text", read, SliceKey::orgUnit));
            statement.setArray(4, SqlArray.of(connection, "text", read, SliceKey::attributeOptions));
            statement.setString(5, flow);
            return statement;
        });
        add(flow, met);
    }

    private void add(String flow, List<Met> met) {
        jdbc.batchUpdate("""
                insert into ledger.foreign_value (flow, data_set, period, org_unit, attribute_options, data_element,
                                                  category_options, kind, value, stored_by, theirs_at, run, found_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ledger.now())
                on conflict (flow, data_set, period, org_unit, attribute_options, data_element, category_options)
                do update set kind = excluded.kind, value = excluded.value, stored_by = excluded.stored_by,
                    theirs_at = excluded.theirs_at, run = excluded.run, found_at = excluded.found_at""", met, 1000, (statement, each) -> {
            statement.setString(1, flow);
            statement.setString(2, each.key().dataSet());
            statement.setString(3, each.key().period());
            statement.setString(4, each.key().orgUnit());
            statement.setString(5, each.key().attributeOptions());
            statement.setString(6, each.cell().dataElement());
            statement.setString(7, each.cell().categoryOptions());
            statement.setString(8, each.overwritten() ? "overwritten" : "foreign");
            statement.setString(9, each.stands().value());
            statement.setString(10, each.stands().storedBy());
            statement.setString(11, each.stands().lastUpdated());
            statement.setLong(12, each.run());
        });
    }
}
