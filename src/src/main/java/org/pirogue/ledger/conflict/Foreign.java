package org.pirogue.ledger.conflict;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stands, or stood, at targets inside a claim and is somebody else's, to be looked at. */
public final class Foreign {
    private final JdbcTemplate jdbc;

    public Foreign(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By period and unit. */
    public List<ForeignValue> list(String flow, int limit) {
        return jdbc.query("""
                select * from ledger.foreign_value where flow = ?
                order by period, org_unit, data_set, attribute_options, data_element, category_options limit ?""", Foreign::read, flow, limit);
    }

    private static ForeignValue read(ResultSet row, int number) throws SQLException {
        return new ForeignValue(
                new SliceKey(
                        row.getString("data_set"),
                        row.getString("org_unit"),
                        row.getString("period"),
                        row.getString("attribute_options")),
                new Cell(row.getString("data_element"), row.getString("category_options")),
                row.getString("kind").equals("overwritten"),
                row.getString("value"),
                row.getString("stored_by"),
                row.getString("theirs_at"),
                row.getLong("run"));
    }
}
