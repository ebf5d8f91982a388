package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether a version, together with the one that a recipient has already, singles a person out. The rules of the flow's
 * {@code anonymise-action} make each version k-anonymous by itself; this is about the difference of two. Of counts the version by
 * itself is looked at as well.
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

        private Looked and(Looked other) {
            if (isFine() || other.isFine()) {
                return isFine() ? other : this;
            }
            return new Looked(Math.max(k, other.k), groups + other.groups, Math.min(smallest, other.smallest));
        }
    }

    /** @param before what the recipient has, null for nothing */
    Looked look(@Nullable DatasetVersion before, DatasetVersion now, Share share) {
        return persons(before, now, share).and(cells(before, now, share));
    }

    /**
     * Counts that the recipient sees: none may be small, nor the difference to what it was given for the same row.
     *
     * @param before what the recipient has, null for nothing
     */
    Looked cells(@Nullable DatasetVersion before, DatasetVersion now, Share share) {
        SmallCells rule = SmallCells.of(now);
        List<String> seen = new ArrayList<>(rule.columns());
        seen.retainAll(share.terms().columns());
        if (!rule.isAsked() || seen.isEmpty()) {
            return Looked.FINE;
        }
        boolean beside = before != null && before.version() != now.version();
        if (beside && before.droppedAt() != null) {
            return new Looked(rule.least(), 1, 0);
        }
        String cells = SmallCells.count(seen, beside ? counts(before) : null, rule.least());
        String sql = "select " + cells + " from " + part(now, share) + " n"
                + (beside ? " left join " + part(before, share) + " o on " + sameRow(now) : "");
        long small = Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
        return small == 0 ? Looked.FINE : new Looked(rule.least(), small, 1);
    }

    private static List<String> counts(DatasetVersion version) {
        return version.columns().stream()
                .filter(column -> column.type() == Column.Type.INTEGER || column.type() == Column.Type.NUMBER)
                .map(Column::name)
                .toList();
    }

    /**
     * Rows of both versions are laid side by side by the key of the dataset, and grouped by what the recipient sees of the
     * quasi-identifiers in the one and in the other; rows that are new, and rows that are gone, are groups too. Each group must
     * have k persons.
     */
    private Looked persons(@Nullable DatasetVersion before, DatasetVersion now, Share share) {
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
        return "select count(*), coalesce(min(persons), 0) from (select count(distinct " + person + ") as persons from "
                + part(before, share) + " o full join " + part(now, share) + " n on " + sameRow(now) + " group by "
                + String.join(", ", groups) + ") g where persons < ?";
    }

    private static String sameRow(DatasetVersion now) {
        return now.key().stream()
                .map(column -> "coalesce(o." + Identifiers.quoted(column) + "::text, '') = coalesce(n."
                        + Identifiers.quoted(column) + "::text, '')")
                .collect(Collectors.joining(" and "));
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
