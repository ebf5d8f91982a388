package org.pirogue.prepare.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.detect.Judgement;
import org.pirogue.prepare.detect.Method;
import org.pirogue.prepare.detect.Series;
import org.pirogue.prepare.period.BadPeriod;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.table.DetectionTerms.Gaps;
import org.pirogue.prepare.table.DetectionTerms.Give;
import org.pirogue.prepare.table.Scratch.Entry;

/** One table on its way through a detection: rows are grouped on disk, and each series is judged by itself. */
final class Detecting implements Gathered.Step {
    static final String PERIOD = "period";
    static final String METHOD = "method";
    static final String COUNT = "count";
    static final String EXPECTED = "expected";
    static final String THRESHOLD = "threshold";
    static final String SIGNAL = "signal";

    private static final String NOT_COUNTED = "P825";
    private static final String NOT_JUDGED = "P826";
    private static final Tally IGNORED = new Tally(-1, 1, 0, 0, 0, 0);
    private static final Tally INVALID = new Tally(-1, 0, 0, 1, 0, 0);
    private static final int HUNDREDTHS = 2;
    private static final int DAYS_OF_HALF_A_WEEK = 3;
    /** No column has such names. */
    private static final String AT = "\0at";

    private static final String CASES = "\0cases";

    private final DetectionTerms terms;
    private final Hierarchy hierarchy;
    /** That ended last. */
    private final Period last;

    private final Map<String, Integer> unjudged = new LinkedHashMap<>();
    private Scratch.@Nullable Heap rows;
    private @Nullable Groups series;
    private @Nullable Period earliest;
    private List<Period> periods = List.of();
    private Map<Period, Integer> places = Map.of();

    Detecting(DetectionTerms terms, Hierarchy hierarchy, LocalDate today) {
        this.terms = terms;
        this.hierarchy = hierarchy;
        this.last = Period.of(terms.periodType(), today).previous();
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        rows = scratch.heap();
    }

    @Override
    public void take(Row row, Page page) {
        if (terms.when().entrySet().stream().anyMatch(each -> !each.getValue().contains(row.value(each.getKey())))) {
            page.moved(IGNORED);
            return;
        }
        Optional<Period> period = period(row.value(terms.period()));
        Optional<Map<String, String>> names = names(row);
        if (period.isEmpty() || names.isEmpty()) {
            page.moved(INVALID);
            page.refused(
                    NOT_COUNTED,
                    row.place(),
                    period.isEmpty()
                            ? "the row has no period in '" + terms.period() + "', and was not counted"
                            : "the row has no unit that is known in " + terms.unit() + ", and was not counted");
        } else if (period.get().compareTo(last) > 0) {
            page.moved(IGNORED);
        } else {
            keep(row, period.get(), names.get());
        }
    }

    private void keep(Row row, Period period, Map<String, String> names) {
        if (earliest == null || period.compareTo(earliest) < 0) {
            earliest = period;
        }
        Map<String, String> kept = new HashMap<>(names);
        kept.put(AT, period.id());
        kept.put(CASES, cases(row));
        rows.add(String.join("\u001f", names.values()), new Row("", kept));
    }

    private String cases(Row row) {
        return terms.sum().isEmpty()
                ? "1"
                : String.valueOf(terms.sum().stream()
                        .flatMap(column -> Numbers.read(row.value(column)).stream())
                        .mapToDouble(Number::doubleValue)
                        .sum());
    }

    private Optional<Period> period(String text) {
        try {
            return text.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? Optional.of(Period.of(terms.periodType(), LocalDate.parse(text)))
                    : Optional.of(Period.parse(terms.periodType(), text));
        } catch (BadPeriod | DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Empty where the unit is not known; what has no value in a further column is a series of its own. */
    private Optional<Map<String, String>> names(Row row) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String column : terms.unit()) {
            String value = row.value(column);
            Optional<String> unit = terms.level() == 0 ? Optional.of(value) : hierarchy.ancestor(value, terms.level());
            if (unit.isEmpty() || unit.get().isEmpty()) {
                return Optional.empty();
            }
            names.put(column, unit.get());
        }
        terms.by().forEach(column -> names.put(column, row.value(column)));
        return Optional.of(names);
    }

    @Override
    public void gathered(Page page) {
        series = new Groups(rows.grouped());
        if (earliest != null) {
            periods = Period.covering(terms.periodType(), earliest.firstDay(), last.firstDay());
            places = new HashMap<>();
            periods.forEach(period -> places.put(period, places.size()));
        }
    }

    @Override
    public boolean give(Page page) {
        if (series.hasNext()) {
            judge(page);
            return true;
        }
        unjudged.forEach((method, count) -> page.told(
                NOT_JUDGED,
                "",
                "too little is known of the time before for " + method + ": " + count + " series not judged"));
        unjudged.clear();
        return false;
    }

    private void judge(Page page) {
        String group = series.group();
        Entry one = series.next();
        Map<Period, Double> counts = new HashMap<>();
        add(one, counts);
        while (series.isAt(group)) {
            add(series.next(), counts);
        }
        Series made = series(counts);
        for (Method method : terms.methods()) {
            judge(method, made, one.row(), page);
        }
    }

    private void judge(Method method, Series made, Row one, Page page) {
        int judged = 0;
        for (int at = Math.max(0, periods.size() - terms.recent()); at < periods.size(); at++) {
            Optional<Judgement> judgement = judgement(method, made, at);
            judged += judgement.isPresent() ? 1 : 0;
            String period = periods.get(at).id();
            double count = made.counts()[at];
            judgement
                    .filter(each -> each.signal() || terms.give() == Give.ALL)
                    .ifPresent(each -> page.row(row(one, period, method, count, each)));
        }
        if (judged == 0) {
            unjudged.merge(method.name(), 1, Integer::sum);
        }
    }

    private Optional<Judgement> judgement(Method method, Series made, int at) {
        double count = made.counts()[at];
        return Double.isNaN(count)
                ? Optional.empty()
                : method.judge(made, at)
                        .map(each -> new Judgement(
                                each.expected(), each.threshold(), each.signal() && count >= terms.least()));
    }

    private void add(Entry entry, Map<Period, Double> counts) {
        counts.merge(
                Period.parse(terms.periodType(), entry.row().value(AT)),
                Double.valueOf(entry.row().value(CASES)),
                Double::sum);
    }

    private Series series(Map<Period, Double> known) {
        double[] counts = new double[periods.size()];
        Arrays.fill(counts, terms.gaps() == Gaps.ZERO ? 0 : Double.NaN);
        for (int at = 0; at < counts.length; at++) {
            counts[at] = known.getOrDefault(periods.get(at), counts[at]);
        }
        return new Series(counts, (at, years) -> {
            Period here = periods.get(at);
            // The week whose first day lies nearest, as R's surveillance finds it.
            long half = Math.min(DAYS_OF_HALF_A_WEEK, ChronoUnit.DAYS.between(here.firstDay(), here.lastDay()));
            LocalDate then = here.firstDay().minusYears(years).plusDays(half);
            return places.getOrDefault(Period.of(here.type(), then), Integer.MIN_VALUE / 2);
        });
    }

    private Row row(Row one, String period, Method method, double count, Judgement judgement) {
        Map<String, String> values = new HashMap<>();
        List<String> names = new ArrayList<>(terms.unit());
        names.addAll(terms.by());
        names.stream().filter(name -> !one.value(name).isEmpty()).forEach(name -> values.put(name, one.value(name)));
        values.put(PERIOD, period);
        values.put(METHOD, method.name());
        values.put(COUNT, rounded(count));
        values.put(EXPECTED, rounded(judgement.expected()));
        values.put(THRESHOLD, rounded(judgement.threshold()));
        values.put(SIGNAL, String.valueOf(judgement.signal()));
        return new Row(String.join("/", names.stream().map(one::value).toList()) + " " + period, values);
    }

    private static String rounded(double number) {
        return Numbers.write(
                java.math.BigDecimal.valueOf(number).setScale(HUNDREDTHS, java.math.RoundingMode.HALF_EVEN));
    }
}
