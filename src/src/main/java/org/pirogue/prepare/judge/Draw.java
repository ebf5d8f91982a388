package org.pirogue.prepare.judge;

import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.Columns;
import org.pirogue.prepare.table.Gathered;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.prepare.table.Terms;

/**
 * A stratified draw that anybody can repeat, as a flow's {@code draw.yaml} says. Each unit has a {@link DrawNumber}; of a stratum are
 * drawn those whose number lies below its {@code probability}, or so many, or that {@code share} (rounded up), of the lowest numbers;
 * {@code all} and {@code none} need no number. Nothing is left out: each row goes on, and says what became of it.
 */
public final class Draw {
    private static final Pattern COLUMN = Pattern.compile("\\{([^}]+)}");

    private final String place;
    private final String seed;
    private final List<String> unit;
    private final List<String> within;
    private final String stratum;
    private final Map<String, Stratum> strata;

    /** How many of a stratum. */
    enum Way {
        ALL,
        NONE,
        PROBABILITY,
        SHARE,
        NUMBER
    }

    /** @param amount a probability, a share or a number; 0 for the others */
    record Stratum(Way way, BigDecimal amount) {
        /** Whether it is known only of all of them together. */
        boolean counts() {
            return way == Way.SHARE || way == Way.NUMBER;
        }

        /** For whoever reads a row: {@code probability 0.1}. */
        String said() {
            String word = way.name().toLowerCase(java.util.Locale.ROOT);
            return way == Way.ALL || way == Way.NONE ? word : word + " " + Numbers.write(amount);
        }
    }

    private Draw(Terms terms, List<String> unit, Map<String, Stratum> strata) {
        this.place = terms.place();
        this.seed = terms.needed("seed", "write a text that is published before the draw; {COLUMN} stands for a value");
        this.unit = List.copyOf(unit);
        this.within = terms.texts("within");
        this.stratum = terms.needed("stratum", "name the column that says of which stratum a row is");
        this.strata = strata;
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static Draw read(Path file) {
        return Terms.read(file, Draw::of);
    }

    /** @param place what the reader reads, for messages */
    public static Draw read(Reader reader, String place) {
        return Terms.read(reader, place, Draw::of);
    }

    private static Draw of(Terms terms) {
        List<String> unit = terms.texts("unit");
        if (unit.isEmpty()) {
            terms.problem(null, "'unit' names no column", "name those that tell one unit from another");
        }
        Map<String, Stratum> strata = new LinkedHashMap<>();
        for (Terms each : terms.each("strata", "is")) {
            String is = each.needed("is", "write the value of the stratum's column");
            if (strata.put(is, stratum(each)) != null) {
                each.problem(is, "stratum '" + is + "' stands twice", "remove one of them");
            }
        }
        if (strata.isEmpty()) {
            terms.problem(null, "'strata' names none", "say of each how many are drawn");
        }
        return new Draw(terms, unit, strata);
    }

    private static Stratum stratum(Terms terms) {
        List<Stratum> said = new ArrayList<>();
        terms.text("draw").flatMap(word -> terms.word(word, "draw", Way.class)).ifPresent(way -> {
            if (way != Way.ALL && way != Way.NONE) {
                terms.problem(null, "'draw' says all or none", "write 'probability: 0.1', 'share: 0.1' or 'number: 3'");
            }
            said.add(new Stratum(way, BigDecimal.ZERO));
        });
        amount(terms, "probability", Way.PROBABILITY, BigDecimal.ONE).ifPresent(said::add);
        amount(terms, "share", Way.SHARE, BigDecimal.ONE).ifPresent(said::add);
        amount(terms, "number", Way.NUMBER, BigDecimal.valueOf(1_000_000)).ifPresent(said::add);
        if (said.size() != 1) {
            terms.problem(
                    null,
                    "it says " + (said.isEmpty() ? "not" : "in several ways") + " how many are drawn",
                    "write one of draw: all, draw: none, probability, share, number");
            return new Stratum(Way.ALL, BigDecimal.ZERO);
        }
        return said.get(0);
    }

    private static Optional<Stratum> amount(Terms terms, String name, Way way, BigDecimal most) {
        Optional<String> text = terms.text(name);
        Optional<BigDecimal> number = text.flatMap(Numbers::read)
                .filter(read -> read.signum() >= 0 && read.compareTo(most) <= 0)
                .filter(read -> way != Way.NUMBER || read.stripTrailingZeros().scale() <= 0);
        if (text.isPresent() && number.isEmpty()) {
            terms.problem(
                    text.get(),
                    name + " '" + text.get() + "' is out of range",
                    "write a number from 0 to " + most.toPlainString());
        }
        return text.map(any -> new Stratum(way, number.orElse(BigDecimal.ZERO)));
    }

    /** Adds {@code drawn}, {@code draw_number}, {@code draw_rule} and {@code draw_seed}. @throws Problems P661 as the others */
    public Table apply(Table table, Scratch.Place scratch) {
        Columns columns = new Columns(table.columns(), place);
        unit.forEach(columns::of);
        within.forEach(columns::of);
        columns.of(stratum);
        seedColumns().forEach(columns::of);
        List<Column> all = new ArrayList<>(table.columns());
        for (Column each : added()) {
            if (columns.has(each.name())) {
                columns.problem(each.name(), "column '" + each.name() + "' would stand twice", "rename it before");
            }
            all.add(each);
        }
        columns.refuseProblems();
        Gathered parts = new Gathered(table.parts(), scratch, new DrawnRows(this));
        return table.changed(all, parts, parts::close);
    }

    private static List<Column> added() {
        return List.of(
                new Column("drawn", Type.BOOLEAN, false, "Whether it is drawn"),
                new Column(
                        "draw_number", Type.TEXT, false, "First eight hexadecimal digits of SHA-256 of seed and unit"),
                new Column("draw_rule", Type.TEXT, false, "How many of its stratum are drawn"),
                new Column("draw_seed", Type.TEXT, false, "Seed of the draw"));
    }

    private List<String> seedColumns() {
        return COLUMN.matcher(seed).results().map(found -> found.group(1)).toList();
    }

    String place() {
        return place;
    }

    /** The seed of the draw that a row belongs to. */
    String seed(Row row) {
        return COLUMN.matcher(seed).replaceAll(found -> Matcher.quoteReplacement(row.value(found.group(1))));
    }

    DrawNumber number(Row row) {
        return DrawNumber.of(seed(row), unit.stream().map(row::value).toList());
    }

    /** What tells units of one draw apart. */
    String key(Row row) {
        return GroupedRows.key(row, within) + "\u001f" + GroupedRows.key(row, unit);
    }

    /** Units of one stratum in one draw. */
    String group(Row row) {
        return GroupedRows.key(row, within) + "\u001f" + row.value(stratum);
    }

    /** @throws Problems P812 where nobody said how many of such are drawn: a draw without them would not be one */
    Stratum stratum(Row row) {
        Stratum found = strata.get(row.value(stratum));
        if (found == null) {
            throw problem(
                    "P812",
                    row.value(stratum),
                    "no stratum is '" + row.value(stratum) + "', as " + row.place() + " says",
                    "say how many of such are drawn");
        }
        return found;
    }

    Problems problem(String code, String value, String text, String hint) {
        return new Problems(List.of(new org.pirogue.prepare.Problem(code, place, value, text, hint)));
    }
}
