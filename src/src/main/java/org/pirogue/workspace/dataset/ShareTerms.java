package org.pirogue.workspace.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.batch.Column;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the shares of a dataset were promised: columns that stay, with their types. */
final class ShareTerms {
    private final JdbcTemplate jdbc;

    ShareTerms(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws DatasetProblem P745 where a share has a column that is no more, or of another type */
    void refuseBreaking(DatasetVersion before, List<Column> columns) {
        Map<String, Column.Type> now = new TreeMap<>();
        columns.forEach(column -> now.put(column.name(), column.type()));
        List<String> lost = before.columns().stream()
                .filter(column -> now.get(column.name()) != column.type())
                .map(Column::name)
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        List<String> broken = new ArrayList<>();
        jdbc.query(
                """
                select share, recipient, columns || unit_column || period_column from workspace.share
                where workspace = ? and dataset = ? and withdrawn_at is null and (expires_at is null or expires_at > ledger.now())
                order by share""",
                row -> {
                    List<String> promised =
                            Arrays.asList((String[]) row.getArray(3).getArray());
                    String share = row.getLong(1) + " (" + row.getString(2) + ")";
                    lost.stream()
                            .filter(promised::contains)
                            .forEach(column -> broken.add("'" + column + "' of share " + share));
                },
                before.dataset().workspace(),
                before.dataset().name());
        if (!broken.isEmpty()) {
            throw new DatasetProblem(
                    "P745",
                    "columns of " + before.dataset() + " that shares were promised are no more, or of another type: "
                            + broken + "; keep them, or renew the shares without them, or withdraw them");
        }
    }
}
