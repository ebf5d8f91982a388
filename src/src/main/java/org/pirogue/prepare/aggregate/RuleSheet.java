package org.pirogue.prepare.aggregate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hisp.dhis.lib.expression.ast.Node;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.Sheet;

/** Reads the rows of {@code rules.csv} into rules, and reports whatever is wrong in any of them. */
final class RuleSheet {
    static final Set<String> REQUIRED = ordered("data_element", "count", "date");
    static final Set<String> OPTIONAL = ordered("category_options", "when", "zero", "valid_from", "valid_to", "note");
    private static final String SUM = "sum(";

    private final Codes codes = new Codes();
    private final Fields.Builder fields = new Fields.Builder();
    private final List<Rule> rules = new ArrayList<>();

    RuleSheet(Sheet sheet) {
        Map<Cell, List<Rule>> byCell = new HashMap<>();
        sheet.rows().forEach(row -> rule(row).ifPresent(rule -> {
            checkOnce(row, rule, byCell.computeIfAbsent(rule.cell(), any -> new ArrayList<>()));
            rules.add(rule);
        }));
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    Fields fields() {
        return fields.build();
    }

    private static void checkOnce(Sheet.Row row, Rule rule, List<Rule> others) {
        if (others.stream().anyMatch(other -> other.validity().overlaps(rule.validity()))) {
            row.problem(
                    "P226",
                    rule.cell().toString(),
                    "another row counts '" + rule.cell() + "' at the same time",
                    "join the conditions with ||, or end one row with valid_to before the other begins");
        }
        others.add(rule);
    }

    private Optional<Rule> rule(Sheet.Row row) {
        Cell cell = Cell.of(row.dataElement("data_element"), row.text("category_options"));
        boolean stated = stated(row);
        RuleDate date = attempt(row, "date", () -> RuleDate.parse(row.code("date")));
        Rule.Counted counted = attempt(row, "count", () -> counted(row.code("count"), date));
        if (date == null || counted == null) {
            row.validity();
            return Optional.empty();
        }
        boolean ofEvents = counted == Rule.Counted.EVENTS || counted == Rule.Counted.SUM_OF_EVENTS;
        Compiler compiler = new Compiler(codes, ofEvents, fields);
        Term amount = attempt(row, "count", () -> amount(row.text("count"), compiler));
        Node<?> condition = attempt(row, "when", () -> tree(row.text("when")));
        Term when = condition == null
                ? null
                : attempt(row, "when", () -> compiler.compile(condition, Shape.BOOLEAN, false));
        date.addTo(fields);
        Set<String> stages = ofEvents ? stagesOf(condition, date) : null;
        return Optional.of(new Rule(cell, counted, amount, when, date, stages, stated, row.validity(), meaning(row)));
    }

    private Rule.@Nullable Counted counted(String text, @Nullable RuleDate date) {
        boolean ofEvent = date != null && date.kind() == RuleDate.Kind.EVENT;
        if (text.startsWith(SUM) && text.endsWith(")")) {
            return ofEvent ? Rule.Counted.SUM_OF_EVENTS : Rule.Counted.SUM_OF_ENROLLMENTS;
        }
        return switch (text) {
            case "events" -> {
                if (date != null && date.kind() == RuleDate.Kind.INCIDENT) {
                    throw wrongDate("for events DHIS2's analytics takes 'incident' as the event's own date", "event");
                }
                yield Rule.Counted.EVENTS;
            }
            case "enrollments", "persons" -> {
                if (ofEvent) {
                    throw wrongDate(text + " have no event date", "enrollment, incident or #{STAGE.ELEMENT}");
                }
                yield text.equals("persons") ? Rule.Counted.PERSONS : Rule.Counted.ENROLLMENTS;
            }
            default ->
                throw new Refused(
                        "P220",
                        "count '" + text + "' is not known",
                        "write events, enrollments, persons or sum(expression)");
        };
    }

    private static Refused wrongDate(String text, String instead) {
        return new Refused("P225", text, "write " + instead);
    }

    private @Nullable Term amount(String count, Compiler compiler) {
        if (!count.startsWith(SUM)) {
            return null;
        }
        Node<?> tree = tree(count.substring(SUM.length(), count.length() - 1));
        if (tree == null) {
            throw new Refused("P221", "the sum is empty", "write sum(expression)");
        }
        return compiler.compile(tree, Shape.NUMBER, false);
    }

    private @Nullable Node<?> tree(String expression) {
        return expression.isBlank() ? null : Tree.parse(codes.toUids(expression));
    }

    /** Null for all stages. */
    private @Nullable Set<String> stagesOf(@Nullable Node<?> condition, RuleDate date) {
        if (date.kind() == RuleDate.Kind.ELEMENT) {
            return Set.of(date.stage());
        }
        Optional<Set<String>> stages = condition == null ? Optional.empty() : Stages.of(condition, codes);
        stages.ifPresentOrElse(named -> named.forEach(fields::stage), fields::allStages);
        return stages.orElse(null);
    }

    private static boolean stated(Sheet.Row row) {
        String zero = row.text("zero");
        if (!Set.of("", "absent", "stated").contains(zero)) {
            row.problem("P224", zero, "zero '" + zero + "' is not known", "write absent or stated");
        }
        return zero.equals("stated");
    }

    private static <T> @Nullable T attempt(
            Sheet.Row row, String column, java.util.function.Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (Refused refused) {
            row.problem(refused.code(), row.text(column), column + ": " + refused.getMessage(), refused.hint());
            return null;
        }
    }

    private static String meaning(Sheet.Row row) {
        List<String> cells = new ArrayList<>();
        for (String column : List.of(
                "data_element", "category_options", "count", "when", "date", "zero", "valid_from", "valid_to")) {
            cells.add(row.text(column));
        }
        return String.join("\t", cells);
    }

    private static Set<String> ordered(String... columns) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(columns)));
    }
}
