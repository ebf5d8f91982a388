package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.contract.Promise;
import org.pirogue.workspace.contract.ShareSchema;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.ShareChanges;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the recipients of each share were promised: a revision whenever it is another promise, the former ones kept. */
public final class Contracts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcTemplate jdbc;
    private final Datasets datasets;
    private final String country;

    Contracts(JdbcTemplate jdbc, Datasets datasets, String country) {
        this.jdbc = jdbc;
        this.datasets = datasets;
        this.country = country;
    }

    /** @param revision of a share's contract, from 1 */
    public record Contract(int revision, JsonNode schema) {}

    /** Keeps what this version promises. @return its revision */
    int keep(Share share, DatasetVersion version) {
        JsonNode now = tree(new ShareSchema(promise(share, version)).of(0).toString());
        Optional<Contract> last = find(share.id(), null);
        if (last.isPresent() && withoutId(last.get().schema()).equals(now)) {
            return last.get().revision();
        }
        int revision = last.map(Contract::revision).orElse(0) + 1;
        jdbc.update(
                "insert into workspace.contract (share, revision, schema) values (?, ?, ?::json)",
                share.id(),
                revision,
                new ShareSchema(promise(share, version)).of(revision).toString());
        return revision;
    }

    private static JsonNode withoutId(JsonNode schema) {
        return ((ObjectNode) schema.deepCopy()).without("$id");
    }

    /** @param revision null for the newest */
    public Optional<Contract> find(long share, @Nullable Integer revision) {
        return jdbc
                .query(
                        "select revision, schema from workspace.contract where share = ? and revision = coalesce(?, (select"
                                + " max(revision) from workspace.contract where share = ?))",
                        (row, i) -> new Contract(row.getInt(1), tree(row.getString(2))),
                        share,
                        revision,
                        share)
                .stream()
                .findFirst();
    }

    /** What the share promises with this version. */
    public Promise promise(Share share, DatasetVersion version) {
        Dataset dataset = datasets.get(share.dataset());
        List<String> given = share.terms().columns();
        TreeSet<String> filled = new TreeSet<>();
        version.lineage().path("filled").forEach(column -> filled.add(column.asText()));
        return new Promise(
                country,
                share.id(),
                share.dataset().toString(),
                dataset.title(),
                dataset.description(),
                version.columns().stream()
                        .filter(column -> given.contains(column.name()))
                        .toList(),
                ShareChanges.key(share, version),
                filled);
    }

    private static JsonNode tree(String text) {
        try {
            return Objects.requireNonNull(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contract is not JSON", e);
        }
    }
}
