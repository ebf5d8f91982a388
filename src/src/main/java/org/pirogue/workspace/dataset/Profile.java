package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pirogue.batch.Column;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the values of each column are like, worked out by the database: a column at a time, on its disk where it must sort. */
final class Profile {
    private Profile() {}

    /** @param table quoted */
    static ObjectNode of(String table, List<Column> columns, JdbcTemplate jdbc) {
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        for (Column column : columns) {
            String json = jdbc.queryForObject(
                    "select jsonb_build_object(" + measures(column) + ")::text from " + table, String.class);
            profile.set(column.name(), DatasetJson.tree(String.valueOf(json)));
        }
        return profile;
    }

    private static String measures(Column column) {
        String name = Identifiers.quoted(column.name());
        String counts = "'count', count(" + name + "), 'missing', count(*) - count(" + name
                + "), 'distinct', count(distinct " + name + ")";
        String ordered =
                ", 'min', min(" + name + "), 'max', max(" + name + "), 'quantiles', jsonb_build_object('values',"
                        + " percentile_disc(array[0.05, 0.25, 0.5, 0.75, 0.95]) within group (order by " + name + "),"
                        + " 'at', array[0.05, 0.25, 0.5, 0.75, 0.95])";
        return switch (column.type()) {
            case TEXT -> counts + ", 'longest', max(length(" + name + "))";
            case BOOLEAN -> counts + ", 'true', count(*) filter (where " + name + ")";
            case INTEGER, DATE -> counts + ordered;
            case NUMBER ->
                counts + ordered + ", 'scale', max(scale(" + name + ")), 'digits', max(length(trunc(abs(" + name
                        + "))::text))";
        };
    }
}
