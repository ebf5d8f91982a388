package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.PeriodType;

/** The checks by the names that {@code quality.yaml} uses. */
final class CheckNames {
    private final Map<String, Form> forms = new TreeMap<>();

    private interface Form {
        Check of(Settings settings);
    }

    CheckNames(Clock clock) {
        forms.put("numeric-value", settings -> new NumericValue(settings.on()));
        forms.put("negative-count", settings -> new NegativeCount(settings.on()));
        forms.put("value-type", settings -> new ValueType(settings.on(), valueType(settings)));
        forms.put("range", CheckNames::range);
        forms.put("maximum", CheckNames::maximum);
        forms.put("period-has-ended", settings -> new PeriodHasEnded(clock));
        forms.put("period-type", settings -> new PeriodOfType(periodType(settings)));
        forms.put("consistency", CheckNames::consistency);
        forms.put("duplicate-cell", settings -> new DuplicateCell());
        forms.put("outlier", CheckNames::outlier);
        forms.put("trend", CheckNames::trend);
        forms.put("completeness", CheckNames::completeness);
        forms.put("timeliness", settings -> timeliness(settings, clock));
        forms.put("repeated-report", settings -> new RepeatedReport(settings.whole("at-least", 5)));
        forms.put("reference-list", CheckNames::referenceList);
        forms.put("volume", CheckNames::volume);
        forms.put("reconciliation", CheckNames::reconciliation);
    }

    /** Empty for a name that is not known. */
    Optional<Check> check(String name, Settings settings) {
        return Optional.ofNullable(forms.get(name)).map(form -> form.of(settings));
    }

    String all() {
        return String.join(", ", forms.keySet());
    }

    private static ValueType.Type valueType(Settings settings) {
        String hint = "write number, integer, integer-positive, integer-zero-or-positive or percentage";
        return settings.required("type", hint, ValueType.Type.NUMBER, ValueType.Type::named);
    }

    private static PeriodType periodType(Settings settings) {
        return settings.required(
                "type", "write a period type of DHIS2, for instance Monthly", PeriodType.MONTHLY, PeriodType::named);
    }

    private static Check range(Settings settings) {
        BigDecimal min = settings.number("min");
        BigDecimal max = settings.number("max");
        if (settings.optional("min").isEmpty() && settings.optional("max").isEmpty()) {
            settings.problem("P242", null, "neither min nor max is given", "write one of them or both");
        }
        return new Range(settings.on(), min, max);
    }

    private static Check maximum(Settings settings) {
        BigDecimal max = settings.required("max", "write the highest allowed number", BigDecimal.ZERO, Numbers::read);
        return new Range(settings.on(), null, max);
    }

    private static Check outlier(Settings settings) {
        Set<String> on = settings.on();
        Spread spread = settings.required(
                "method",
                "write mean-sd, median-mad, iqr, z-score or modified-z-score",
                Spread.MEDIAN_MAD,
                Spread::named);
        BigDecimal limit = settings.number("limit");
        return new Outlier(
                on,
                spread,
                limit == null ? spread.limit() : limit.doubleValue(),
                settings.whole("periods", 24),
                settings.whole("at-least", 12),
                settings.number("above"));
    }

    private static Check trend(Settings settings) {
        Set<String> on = settings.on();
        int periods = settings.whole("periods", 3);
        return new Trend(
                on,
                periods,
                settings.required("share", "write how far it may go, 0.33 for a third", BigDecimal.ONE, Numbers::read));
    }

    private static Check completeness(Settings settings) {
        BigDecimal share = settings.number("share");
        return new Completeness(
                settings.named("on", "write the data elements that every report has"),
                share == null ? BigDecimal.ONE : share);
    }

    private static Check timeliness(Settings settings, Clock clock) {
        if (!settings.optional("action").filter("keep-and-flag"::equals).isPresent()) {
            settings.problem(
                    "P243", null, "a report that is not there cannot be held back", "write action: keep-and-flag");
        }
        return new Timeliness(clock, settings.whole("days", 15));
    }

    private static Check referenceList(Settings settings) {
        return new ReferenceList(
                settings.named("on", "write the data elements that have a list"),
                settings.named("values", "write what is allowed"));
    }

    private static Check volume(Settings settings) {
        return new Volume(
                settings.whole("periods", 3),
                settings.required("share", "write how far it may go, 0.5 for a half", BigDecimal.ONE, Numbers::read));
    }

    private static Check reconciliation(Settings settings) {
        BigDecimal tolerance = settings.number("tolerance");
        return new Reconciliation(
                settings.required(
                        "total", "write a cell, ELEMENT or ELEMENT/OPTION", new Cell("", ""), CheckNames::cell),
                settings.named("parts", "write the data elements that add up to it"),
                tolerance == null ? BigDecimal.ZERO : tolerance);
    }

    private static Optional<Cell> cell(String text) {
        int slash = text.indexOf('/');
        return Optional.of(
                slash < 0 ? new Cell(text, "") : Cell.of(text.substring(0, slash), text.substring(slash + 1)));
    }

    private static Check consistency(Settings settings) {
        String hint = "write the code of a data element";
        return new Consistency(
                settings.required("left", hint, "", Optional::of),
                settings.required(
                        "operator", "write >=, <= or ==", Consistency.Operator.AT_LEAST, Consistency.Operator::of),
                settings.required("right", hint, "", Optional::of));
    }
}
