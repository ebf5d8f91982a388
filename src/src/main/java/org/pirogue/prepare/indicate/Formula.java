package org.pirogue.prepare.indicate;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hisp.dhis.lib.expression.spi.ParseException;
import org.hisp.dhis.lib.expression.syntax.ExpressionGrammar;
import org.hisp.dhis.lib.expression.syntax.Parser;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;

/**
 * One side of an indicator: {@code #{ELEMENT}} is the sum over all its options, {@code #{ELEMENT.OPTION;OPTION}} one cell, in
 * codes; {@code + - * / % ^}, comparisons, {@code if}, {@code isNull}, {@code isNotNull}, {@code firstNonNull},
 * {@code greatest}, {@code least}, {@code log}, {@code log10}, {@code [days]}. Read by DHIS2's own parser.
 *
 * <p>Refused by name, since they need what a slice does not hold: {@code N{}} and {@code I{}} (other indicators), {@code C{}}
 * (constants), {@code R{}} (reporting rates), {@code D{}} and {@code A{}} (programs), {@code OUG{}} and groups, a third part of
 * {@code #{}} (attribute options), {@code subExpression}, and every modifier ({@code .periodOffset()}, {@code .aggregationType()}).
 */
final class Formula {
    private static final Pattern ITEM = Pattern.compile("#\\{([^}]*)}");
    private static final Pattern OTHER = Pattern.compile("([A-Za-z]+)\\{");

    private final Term term;
    private final SortedSet<Operand> operands = new TreeSet<>();
    private final Map<String, String> uidByCode = new HashMap<>();
    private final Map<String, String> codeByUid = new HashMap<>();

    /** @param options null for all of them together */
    record Operand(String dataElement, @Nullable String options) implements Comparable<Operand> {
        @Override
        public int compareTo(Operand other) {
            return toString().compareTo(other.toString());
        }
    }

    private Formula(String text) {
        Matcher other = OTHER.matcher(text);
        if (other.find()) {
            throw new BadFormula("'" + other.group(1) + "{…}' is not supported in indicators here");
        }
        term = new FormulaCompiler(codeByUid, operands).compile(parse(uids(text)));
    }

    /** @throws BadFormula with what cannot be read, or is not supported */
    static Formula of(String text) {
        return new Formula(text);
    }

    /** Empty where all operands are missing, or the result is no number. */
    OptionalDouble value(SortedMap<Cell, String> values, long days) {
        Operands seen = new Operands(values, days);
        Double result = term.of(seen);
        return result == null || !Double.isFinite(result) || seen.allMissing()
                ? OptionalDouble.empty()
                : OptionalDouble.of(result);
    }

    /** Whether a value has a part in it. */
    boolean uses(Cell cell) {
        return operands.stream()
                .anyMatch(operand -> operand.dataElement().equals(cell.dataElement())
                        && (operand.options() == null || operand.options().equals(cell.categoryOptions())));
    }

    private static org.hisp.dhis.lib.expression.ast.Node<?> parse(String text) {
        try {
            return Parser.Companion.parse(text, ExpressionGrammar.INSTANCE.getIndicatorExpressionMode(), false);
        } catch (ParseException syntax) {
            String message = syntax.getMessage() == null ? "" : syntax.getMessage();
            throw new BadFormula(
                    "it cannot be read: " + message.lines().findFirst().orElse(""));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException broken) {
            throw new BadFormula("it cannot be read");
        }
    }

    /** DHIS2's parser takes nothing but UIDs, and a code may hold any character. */
    private String uids(String text) {
        Matcher matcher = ITEM.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String inside = matcher.group(1).strip();
            int dot = inside.indexOf('.');
            String element = dot < 0 ? inside : inside.substring(0, dot).strip();
            String options = dot < 0 ? "" : inside.substring(dot + 1).strip();
            if (element.isEmpty() || options.contains(".") || (dot >= 0 && options.isEmpty())) {
                throw new BadFormula("'#{" + inside + "}' names no element, or more than an element and its options");
            }
            String uids = uid(element) + (dot < 0 || options.equals("*") ? "" : "." + uid(options));
            matcher.appendReplacement(result, Matcher.quoteReplacement("#{" + uids + "}"));
        }
        return matcher.appendTail(result).toString();
    }

    private String uid(String code) {
        return uidByCode.computeIfAbsent(code, any -> {
            String uid = String.format("c%010d", uidByCode.size());
            codeByUid.put(uid, code);
            return uid;
        });
    }
}
