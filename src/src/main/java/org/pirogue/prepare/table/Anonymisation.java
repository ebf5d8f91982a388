package org.pirogue.prepare.table;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problems;

/**
 * A table as one recipient may have it, by a flow's {@code anonymise.yaml}. What no rule names does not get through: the table
 * is refused (P669), unless all others are to be dropped.
 */
public final class Anonymisation {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?");

    private final String place;
    private final String recipient;
    private final String units;
    private final Map<String, ColumnRule> rules;
    private final boolean dropOthers;
    private final Anonymity anonymity;

    private enum Others {
        REFUSE,
        DROP
    }

    private Anonymisation(Terms terms, Map<String, ColumnRule> rules, Anonymity anonymity) {
        this.place = terms.place();
        this.recipient = terms.needed("recipient", "name who is given the table: its pseudonyms are no one else's");
        if (!recipient.isEmpty() && !NAME.matcher(recipient).matches()) {
            terms.problem(recipient, "'" + recipient + "' is no name", "use small letters, digits and hyphens");
        }
        this.units = terms.text("units").orElse("");
        this.rules = rules;
        this.dropOthers = terms.word("others", Others.class, Others.REFUSE) == Others.DROP;
        this.anonymity = anonymity;
        if (units.isEmpty() && rules.values().stream().anyMatch(ColumnRule::needsHierarchy)) {
            terms.problem(null, "'units' is missing", "name the table of units: 'org_unit,parent'");
        }
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static Anonymisation read(Path file) {
        return Terms.read(file, Anonymisation::of);
    }

    /** @param place what the reader reads, for messages */
    public static Anonymisation read(Reader reader, String place) {
        return Terms.read(reader, place, Anonymisation::of);
    }

    private static Anonymisation of(Terms terms) {
        Map<String, ColumnRule> rules = new LinkedHashMap<>();
        for (Terms each : terms.each("columns", "column")) {
            ColumnRule rule = ColumnRule.of(each);
            if (rules.put(rule.column(), rule) != null) {
                each.problem(rule.column(), "column '" + rule.column() + "' has two rules", "remove one of them");
            }
        }
        if (rules.isEmpty()) {
            terms.problem(null, "'columns' has no rule", "say of each column what is done with it");
        }
        Anonymity anonymity = anonymity(terms);
        anonymity.quasiIdentifiers().stream()
                .filter(name -> !rules.containsKey(name) || !rules.get(name).isReleased())
                .forEach(name -> terms.problem(
                        name, "quasi-identifier '" + name + "' is not released", "write a rule that does not drop it"));
        rules.values().stream()
                .filter(rule -> rule.ways().size() > 1 && !mayGoFurther(rule, anonymity))
                .forEach(rule -> terms.problem(
                        rule.column(),
                        "'then' of column '" + rule.column() + "' has no effect",
                        "make it a quasi-identifier, with 'below: generalise', or remove it"));
        if (!anonymity.isAsked()) {
            rules.values().stream()
                    .filter(rule -> rule.isPseudonym() && !rule.because().isEmpty())
                    .forEach(rule -> terms.problem(
                            rule.column(),
                            "'because' of pseudonym '" + rule.column() + "' has no effect where nobody must be alike",
                            "ask for anonymity, or remove it"));
        }
        return new Anonymisation(terms, rules, anonymity);
    }

    private static boolean mayGoFurther(ColumnRule rule, Anonymity anonymity) {
        return anonymity.below() == Anonymity.Below.GENERALISE
                && anonymity.quasiIdentifiers().contains(rule.column());
    }

    private static Anonymity anonymity(Terms terms) {
        if (terms.isMap("anonymity")) {
            return terms.map("anonymity").map(Anonymity::of).orElse(Anonymity.NONE);
        }
        if (!terms.text("anonymity").equals(Optional.of("none"))) {
            terms.problem(
                    null,
                    "'anonymity' is missing",
                    "say which columns an outsider may know and how many rows must be alike, or 'none'");
        }
        return Anonymity.NONE;
    }

    /** What an outsider may know of a person; empty where nothing is asked. */
    public List<String> quasiIdentifiers() {
        return anonymity.quasiIdentifiers();
    }

    /** How many must be alike, 1 where nothing is asked. */
    public int k() {
        return anonymity.k();
    }

    /** Column that tells persons apart, empty where each row is another person. */
    public String person() {
        return anonymity.person();
    }

    /** Who is given the table. */
    public String recipient() {
        return recipient;
    }

    /** What stands for a value wherever it is made a pseudonym by these rules. @param secret of a recipient */
    public Set<String> pseudonyms(String value, String secret) {
        Way.Means means = new Way.Means(new Pseudonyms(secret), (orgUnit, level) -> Optional.empty());
        Row nothingElse = new Row("", Map.of());
        return rules.values().stream()
                .flatMap(rule -> rule.ways().stream())
                .filter(Ways.Pseudonym.class::isInstance)
                .flatMap(way -> way.of(value, nothingElse, means).stream())
                .collect(Collectors.toSet());
    }

    /** Name of the table of units beside the flow, empty where none is needed. */
    public String units() {
        return units;
    }

    /**
     * @param keys asked only where a rule needs one
     * @throws Problems P661 where the table has no such columns, P669 where one of its columns has no rule
     */
    public Table apply(Table table, Keys keys, Hierarchy hierarchy, Scratch.Place scratch) {
        List<ColumnRule> released = checked(table.columns());
        List<Column> columns = new ArrayList<>();
        for (ColumnRule rule : released) {
            Column before = table.columns().stream()
                    .filter(column -> column.name().equals(rule.column()))
                    .findFirst()
                    .orElseThrow();
            columns.add(rule.released(
                    before,
                    anonymity.isAsked() && anonymity.quasiIdentifiers().contains(rule.column()),
                    anonymity.isAsked()));
        }
        boolean keyed = released.stream().anyMatch(ColumnRule::needsKey);
        Pseudonyms pseudonyms = new Pseudonyms(keyed ? keys.of(recipient) : place);
        Release release = new Release(released, new Way.Means(pseudonyms, hierarchy), place);
        if (!anonymity.isAsked()) {
            return table.changed(columns, new Released(table.parts(), release), () -> {});
        }
        Gathered parts = new Gathered(table.parts(), scratch, new Hiding(anonymity, release));
        return table.changed(columns, parts, parts::close);
    }

    /** The rules of what is released, in the order of the table. */
    private List<ColumnRule> checked(List<Column> before) {
        Columns columns = new Columns(before, place);
        rules.values().forEach(rule -> rule.check(columns));
        List<String> asked = List.of(anonymity.person(), anonymity.sensitive());
        asked.stream().filter(name -> !name.isEmpty()).forEach(columns::of);
        List<ColumnRule> released = new ArrayList<>();
        for (Column column : before) {
            ColumnRule rule = rules.get(column.name());
            if (rule == null && !dropOthers) {
                columns.problem("P669", column.name(), "no rule names column '" + column.name() + "'", "write one");
            } else if (rule != null && rule.isReleased()) {
                released.add(rule);
                refuseOpen(column, rule, columns);
            }
        }
        columns.refuseProblems();
        return released;
    }

    private void refuseOpen(Column column, ColumnRule rule, Columns columns) {
        boolean hidden = anonymity.isAsked() && anonymity.quasiIdentifiers().contains(column.name());
        if (column.personal()
                && rule.isKeptAsItIs()
                && !hidden
                && rule.because().isEmpty()) {
            columns.problem(
                    "P669",
                    column.name(),
                    "column '" + column.name() + "' is personal and would be given as it is",
                    "drop or generalise it, make it a quasi-identifier, or say 'because'");
        }
    }
}
