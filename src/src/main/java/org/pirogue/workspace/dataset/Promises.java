package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.prepare.table.DatasetContract;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a dataset promises by its contract, and what consumers of its shares were promised: a version that would break it is not
 * published. P739.
 */
final class Promises {
    private final Publication publication;
    private final DatasetContract contract;
    private final List<Column> columns;
    private final JdbcTemplate jdbc;

    Promises(Publication publication, List<Column> columns, JdbcTemplate jdbc) {
        this.publication = publication;
        this.contract = publication.contract();
        this.columns = columns;
        this.jdbc = jdbc;
    }

    /** @throws DatasetProblem P739 where columns or key are not those that were promised */
    void refuseBreaking() {
        refuse(contract.breaches(columns, publication.key()).stream()
                .map(DatasetContract.Breach::text)
                .toList());
    }

    /**
     * What shares with a topic or Kafka were promised by the version before: consumers match rows by its key, and need not look for
     * an absent value where there was none.
     */
    void refuseBreaking(DatasetVersion before) {
        List<String> emptied = new ArrayList<>(filled(before.lineage()));
        emptied.removeAll(contract.filled());
        boolean otherKey = !before.key().equals(publication.key());
        if (!otherKey && emptied.isEmpty()) {
            return;
        }
        List<String> broken = new ArrayList<>();
        jdbc.query(
                """
                select s.share, s.recipient, s.columns from workspace.share s
                where s.workspace = ? and s.dataset = ? and s.withdrawn_at is null
                    and (s.expires_at is null or s.expires_at > ledger.now())
                    and exists (select 1 from workspace.outlet o where o.share = s.share and o.removed_at is null
                        and o.kind in ('topic', 'kafka'))
                order by s.share""",
                row -> {
                    List<String> given =
                            Arrays.asList((String[]) row.getArray(3).getArray());
                    String share = row.getLong(1) + " (" + row.getString(2) + ")";
                    if (otherKey && given.containsAll(before.key())) {
                        broken.add("share " + share + " was promised the key " + before.key());
                    }
                    emptied.stream()
                            .filter(given::contains)
                            .forEach(column -> broken.add(
                                    "share " + share + " was promised a value in each row of '" + column + "'"));
                },
                before.dataset().workspace(),
                before.dataset().name());
        refuse(broken);
    }

    /** @param table quoted. @throws DatasetProblem P739 where a value is absent that was promised */
    void refuseEmpty(String table) {
        if (contract.filled().isEmpty()) {
            return;
        }
        String counts = contract.filled().stream()
                .map(column -> "count(*) - count(" + Identifiers.quoted(column) + ")")
                .collect(Collectors.joining(", "));
        List<String> broken = new ArrayList<>();
        jdbc.query("select " + counts + " from " + table, row -> {
            for (int at = 0; at < contract.filled().size(); at++) {
                if (row.getLong(at + 1) > 0) {
                    broken.add("column '" + contract.filled().get(at) + "' is promised a value in each row and has "
                            + row.getLong(at + 1) + " without");
                }
            }
        });
        refuse(broken);
    }

    private void refuse(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new DatasetProblem(
                    "P739",
                    "this version of " + publication.dataset() + " would break its contract: "
                            + String.join("; ", broken));
        }
    }

    /** The lineage, with the columns that always have a value. */
    JsonNode kept() {
        if (contract.filled().isEmpty() || !(publication.lineage() instanceof ObjectNode lineage)) {
            return publication.lineage();
        }
        ObjectNode kept = lineage.deepCopy();
        contract.filled().forEach(kept.withArray("filled")::add);
        return kept;
    }

    private static List<String> filled(JsonNode lineage) {
        List<String> filled = new ArrayList<>();
        lineage.path("filled").forEach(column -> filled.add(column.asText()));
        return filled;
    }
}
