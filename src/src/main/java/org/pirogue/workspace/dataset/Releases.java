package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether a version, together with the one that a recipient has already, singles a person out. The rules of the flow's
 * {@code anonymise-action} make each version k-anonymous by itself; this is about the difference of two.
 */
final class Releases {
    private final JdbcTemplate jdbc;

    Releases(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param smallest of the groups that stand out, 0 where none does */
    record Looked(int k, long groups, long smallest) {
        static final Looked FINE = new Looked(0, 0, 0);

        boolean isFine() {
            return groups == 0;
        }
    }

    /**
     * Rows of both versions are laid side by side by the key of the dataset, and grouped by what the recipient sees of the
     * quasi-identifiers in the one and in the other; rows that are new, and rows that are gone, are groups too. Each group must
     * have k persons.
     *
     * @param before what the recipient has, null for nothing
     */
    Looked look(@Nullable DatasetVersion before, DatasetVersion now, Share share) {
        JsonNode anonymity = now.lineage().path("anonymity");
        int k = anonymity.path("k").asInt(0);
        if (before == null || k < 2 || before.version() == now.version()) {
            return Looked.FINE;
        }
        List<String> seen = seen(anonymity, before, now, share);
        if (before.droppedAt() != null) {
            // What the recipient has cannot be looked at any more: nothing newer is given by guess.
            return new Looked(k, 1, 0);
        }
        return Objects.requireNonNull(jdbc.queryForObject(
                sql(before, now, share, seen), (row, i) -> new Looked(k, row.getLong(1), row.getLong(2)), k));
    }

    private static List<String> seen(JsonNode anonymity, DatasetVersion before, DatasetVersion now, Share share) {
        List<String> seen = new ArrayList<>();
        anonymity.path("quasiIdentifiers").forEach(each -> seen.add(each.asText()));
        seen.retainAll(share.terms().columns());
        seen.retainAll(ShareFilter.names(now));
        seen.retainAll(ShareFilter.names(before));
        return seen;
    }

    private String sql(DatasetVersion before, DatasetVersion now, Share share, List<String> seen) {
        String person = person(now);
        List<String> groups =
                new ArrayList<>(List.of("o." + Identifiers.ROW + " is null", "n." + Identifiers.ROW + " is null"));
        seen.forEach(column -> {
            groups.add("o." + Identifiers.quoted(column));
            groups.add("n." + Identifiers.quoted(column));
        });
        String same = now.key().stream()
                .map(column -> "coalesce(o." + Identifiers.quoted(column) + "::text, '') = coalesce(n."
                        + Identifiers.quoted(column) + "::text, '')")
                .collect(Collectors.joining(" and "));
        return "select count(*), coalesce(min(persons), 0) from (select count(distinct " + person + ") as persons from "
                + part(before, share) + " o full join " + part(now, share) + " n on " + same + " group by "
                + String.join(", ", groups) + ") g where persons < ?";
    }

    private static String person(DatasetVersion now) {
        String column = now.lineage().at("/anonymity/person").asText("");
        String name = column.isEmpty() || !ShareFilter.names(now).contains(column) ? Identifiers.ROW : column;
        return "coalesce(n." + Identifiers.quoted(name) + "::text, o." + Identifiers.quoted(name) + "::text)";
    }

    /** The rows that the share gives, whatever its columns: what is hidden still tells persons apart. */
    private String part(DatasetVersion version, Share share) {
        return "(select * from " + version.table() + " where " + ShareFilter.literal(share) + ")";
    }
}
