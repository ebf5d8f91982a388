package org.pirogue.prepare.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pirogue.prepare.Numbers;

/**
 * How a column writes numbers. Spaces may part thousands; another sign only where it is declared, for {@code 1,234} is two
 * numbers.
 *
 * @param decimal point or comma
 * @param thousands another sign between thousands, 0 for none
 * @param hundred whether 25 % is written 25; else 0.25
 */
record NumberForms(char decimal, char thousands, boolean hundred) {
    static final NumberForms USUAL = new NumberForms('.', (char) 0, false);
    private static final Pattern SPACES = Pattern.compile("(?<=\\d)[ \\u00A0\\u202F'’](?=\\d{3}(?!\\d))");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** As many as Excel keeps: what is behind them is noise of the binary number. */
    private static final MathContext EXCEL = new MathContext(15);

    Optional<BigDecimal> read(RawCell cell) {
        return switch (cell.kind()) {
            case TEXT -> text(cell.text().strip());
            case NUMBER -> excel(cell.text());
            case PERCENT -> excel(cell.text()).map(fraction -> hundred ? fraction.multiply(HUNDRED) : fraction);
            case DATE, BOOLEAN, ERROR -> Optional.empty();
        };
    }

    static Optional<BigDecimal> excel(String text) {
        return Numbers.read(text).map(number -> number.round(EXCEL));
    }

    private Optional<BigDecimal> text(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
        if (digits.isEmpty() || !Character.isDigit(digits.charAt(digits.length() - 1))) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = Numbers.read(plain(digits));
        return percent && !hundred ? number.map(of100 -> of100.divide(HUNDRED)) : number;
    }

    private String plain(String digits) {
        String joined = SPACES.matcher(digits).replaceAll("");
        if (thousands != 0) {
            String sign = Pattern.quote(String.valueOf(thousands));
            joined = joined.replaceAll("(?<=\\d)" + sign + "(?=\\d{3}(?!\\d))", "");
        }
        // A point is no decimal sign here: what it means was not declared.
        return decimal == ',' ? joined.replace('.', '!').replace(',', '.') : joined;
    }
}
