package org.pirogue.prepare.judge;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.spi.ParseException;
import org.hisp.dhis.lib.expression.syntax.ExpressionGrammar;
import org.hisp.dhis.lib.expression.syntax.Parser;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Numbers;

/**
 * A number out of the columns of one row, in DHIS2's language of indicators, read by DHIS2's own parser: {@code #{COLUMN}},
 * {@code + - * / %}, comparisons, {@code && || !}, {@code if}, {@code isNull}, {@code isNotNull}, {@code firstNonNull},
 * {@code greatest}, {@code least}. Calculated exactly, to 34 digits, and not in binary fractions: a threshold that is reached is
 * reached on every machine.
 *
 * <p>Unlike in an indicator, a missing operand makes the result missing, and so does a division by 0: a quantity that nobody
 * verified is not a quantity of 0.
 */
final class RowFormula {
    private static final Pattern ITEM = Pattern.compile("#\\{([^}]*)}");
    private static final Pattern OTHER = Pattern.compile("([A-Za-z]+)\\{");

    private final RowTerm term;
    private final Map<String, String> uidByColumn = new HashMap<>();
    private final Map<String, String> columnByUid = new HashMap<>();

    /** @throws BadRowFormula with what cannot be read, or is not supported */
    RowFormula(String text) {
        Matcher other = OTHER.matcher(text);
        if (other.find()) {
            throw new BadRowFormula("'" + other.group(1) + "{…}' is not supported over rows");
        }
        term = new RowFormulaCompiler(columnByUid).compile(parse(uids(text)));
    }

    /** The columns that it names. */
    SortedSet<String> columns() {
        return new TreeSet<>(uidByColumn.keySet());
    }

    /** Empty where an operand that counts is missing. */
    Optional<BigDecimal> value(Row row) {
        return Optional.ofNullable(
                term.of(column -> Numbers.read(row.value(column)).orElse(null)));
    }

    private static Node<?> parse(String text) {
        try {
            return Parser.Companion.parse(text, ExpressionGrammar.INSTANCE.getIndicatorExpressionMode(), false);
        } catch (ParseException syntax) {
            String message = syntax.getMessage() == null ? "" : syntax.getMessage();
            throw new BadRowFormula(
                    "it cannot be read: " + message.lines().findFirst().orElse(""));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException broken) {
            throw new BadRowFormula("it cannot be read");
        }
    }

    /** DHIS2's parser takes nothing but UIDs, and a column may be called anything. */
    private String uids(String text) {
        Matcher matcher = ITEM.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String column = matcher.group(1).strip();
            if (column.isEmpty()) {
                throw new BadRowFormula("'#{}' names no column");
            }
            String uid = uidByColumn.computeIfAbsent(column, any -> String.format("c%010d", uidByColumn.size()));
            columnByUid.put(uid, column);
            matcher.appendReplacement(result, Matcher.quoteReplacement("#{" + uid + "}"));
        }
        return matcher.appendTail(result).toString();
    }
}
