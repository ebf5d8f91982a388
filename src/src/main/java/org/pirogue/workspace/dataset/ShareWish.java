package org.pirogue.workspace.dataset;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whether what is asked of a share can be given. */
final class ShareWish {
    private static final int LONGEST = 200;

    private final DatasetVersion version;
    private final JdbcTemplate jdbc;
    private final List<String> problems = new ArrayList<>();

    ShareWish(DatasetVersion version, JdbcTemplate jdbc) {
        this.version = version;
        this.jdbc = jdbc;
    }

    /** @throws DatasetProblem P754 with all that is wrong */
    void check(Share.Terms terms) {
        if (terms.purpose().isBlank() || terms.purpose().length() > LONGEST) {
            problems.add("say for what it is given, in " + LONGEST + " characters at most");
        }
        if (!terms.recipient().matches("(oidc:)?[\\p{L}\\p{N}][\\p{L}\\p{N}@._-]{0,99}")) {
            problems.add("'" + terms.recipient() + "' is no name of a workspace or a partner's account");
        }
        if (terms.columns().isEmpty()) {
            problems.add("name the columns that are given");
        }
        terms.columns().forEach(this::known);
        terms.columns().stream()
                .distinct()
                .filter(column -> Collections.frequency(terms.columns(), column) > 1)
                .forEach(column -> problems.add("column '" + column + "' is named twice"));
        known(terms.unitColumn());
        known(terms.periodColumn());
        rows(terms);
        if (terms.expiresAt() != null && isPast(Timestamp.from(terms.expiresAt()))) {
            problems.add("it would have expired already");
        }
        below(terms);
        if (!problems.isEmpty()) {
            throw new DatasetProblem("P754", String.join("; ", problems));
        }
    }

    private void rows(Share.Terms terms) {
        boolean units = !terms.units().isEmpty();
        if (terms.unitColumn() != null && !units) {
            problems.add("name the units whose rows are given");
        }
        if (terms.unitColumn() == null && (units || terms.unitsBelow())) {
            problems.add("name the column in which the units stand");
        }
        boolean periods = terms.from() != null || terms.to() != null;
        if (terms.periodColumn() != null && !periods) {
            problems.add("say from or to which period rows are given");
        }
        if (terms.periodColumn() == null && periods) {
            problems.add("name the column in which the periods stand");
        }
    }

    private void below(Share.Terms terms) {
        if (terms.unitsBelow()) {
            List<String> known = jdbc.queryForList(
                    "select unit from workspace.dataset_unit where workspace = ? and dataset = ?",
                    String.class,
                    version.dataset().workspace(),
                    version.dataset().name());
            terms.units().stream()
                    .filter(unit -> !known.contains(unit))
                    .forEach(unit -> problems.add("the units of the dataset have no '" + unit
                            + "' (dataset.yaml names their table under 'units')"));
        }
    }

    private boolean isPast(Timestamp at) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select ? <= ledger.now()", Boolean.class, at));
    }

    private void known(@Nullable String column) {
        if (column != null && !ShareFilter.names(version).contains(column)) {
            problems.add("version " + version.version() + " has no column '" + column + "', it has "
                    + ShareFilter.names(version));
        }
    }
}
