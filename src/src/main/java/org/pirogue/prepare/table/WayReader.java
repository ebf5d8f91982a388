package org.pirogue.prepare.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.PeriodType;

/** Reads what is done with a column, by the word behind {@code do}. */
final class WayReader {
    private static final int MOST_DAYS = 3_660;
    private static final int DEEPEST = 20;

    private WayReader() {}

    private enum Word {
        KEEP,
        DROP,
        CONSTANT,
        PSEUDONYM,
        PERIOD,
        SHIFT,
        AGE,
        GROUPS,
        ROUND,
        LEVEL
    }

    static Way of(Terms terms) {
        if (!terms.has("do")) {
            terms.problem(null, "'do' is missing", "say what is done: keep, drop, pseudonym, period …");
        }
        return switch (terms.word("do", Word.class, Word.DROP)) {
            case KEEP -> new Ways.Keep(new LinkedHashSet<>(terms.texts("values")));
            case DROP -> new Ways.Drop();
            case CONSTANT -> new Ways.Constant(terms.needed("value", "write what stands in every row"));
            case PSEUDONYM -> new Ways.Pseudonym(KeyColumn.of("", terms).forms());
            case PERIOD -> new Ways.InPeriod(period(terms));
            case SHIFT -> shift(terms);
            case AGE -> new Ways.Group(groups(terms), terms.needed("at", "write a date, or the column of one"));
            case GROUPS -> new Ways.Group(groups(terms), "");
            case ROUND -> new Ways.Round(multiple(terms));
            case LEVEL -> level(terms);
        };
    }

    private static PeriodType period(Terms terms) {
        String name = terms.needed("to", "write a period type: Weekly, Monthly, Yearly");
        Optional<PeriodType> type = PeriodType.named(name);
        if (type.isEmpty() && !name.isEmpty()) {
            terms.problem(name, "'" + name + "' is no period type of DHIS2", "write Weekly, Monthly, Yearly …");
        }
        return type.orElse(PeriodType.YEARLY);
    }

    private static Way shift(Terms terms) {
        if (!terms.has("days")) {
            terms.problem(null, "'days' is missing", "write the most days by which a person's are shifted");
        }
        return new Ways.Shift(
                terms.whole("days", 1, 1, MOST_DAYS),
                terms.needed("person", "name the column that tells persons apart"));
    }

    private static Way level(Terms terms) {
        if (!terms.has("level")) {
            terms.problem(null, "'level' is missing", "write 1 for the root, 2 for what is below it …");
        }
        return new Ways.Level(terms.whole("level", 1, 1, DEEPEST));
    }

    private static List<Integer> groups(Terms terms) {
        List<Integer> from = new ArrayList<>();
        for (String text : terms.texts("groups")) {
            try {
                from.add(Integer.valueOf(text));
            } catch (NumberFormatException noNumber) {
                terms.problem(text, "a group begins at '" + text + "'", "write whole numbers: [0, 5, 15, 50]");
            }
        }
        boolean rising = true;
        for (int i = 1; i < from.size(); i++) {
            rising &= from.get(i) > from.get(i - 1);
        }
        if (from.isEmpty() || !rising) {
            terms.problem(null, "'groups' are no rising numbers", "write where each begins: [0, 5, 15, 50]");
            return List.of(0);
        }
        return from;
    }

    private static BigDecimal multiple(Terms terms) {
        String text = terms.needed("to", "write the multiple: 5");
        Optional<BigDecimal> number = Numbers.read(text).filter(found -> found.signum() > 0);
        if (number.isEmpty() && !text.isEmpty()) {
            terms.problem(text, "'" + text + "' is no number above 0", "write the multiple: 5");
        }
        return number.orElse(BigDecimal.ONE);
    }
}
