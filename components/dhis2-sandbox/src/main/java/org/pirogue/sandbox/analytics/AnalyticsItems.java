package org.pirogue.sandbox.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hisp.dhis.lib.expression.Expression;
import org.hisp.dhis.lib.expression.ExpressionMode;
import org.hisp.dhis.lib.expression.spi.ExpressionData;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.values.Period;

/** What {@code dx} may name: data elements, one option combo of one, indicators, and reporting rates. */
final class AnalyticsItems {
    private static final Pattern OPERAND = Pattern.compile("([#R])\\{([^}]*)}");

    /** An indicator that the database cannot calculate: alone it is refused, among others it is left out without a word. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String item) {
            super(item, null, false, false);
        }
    }

    private final MetadataStore metadata;

    AnalyticsItems(Instance instance) {
        this.metadata = instance.metadata();
    }

    boolean isItem(String item) {
        String id = item.split("\\.")[0];
        return metadata.has("dataElements", id) || metadata.has("indicators", id) || isRate(item);
    }

    private boolean isRate(String item) {
        String[] parts = item.split("\\.");
        return parts.length == 2 && ReportingRates.METRICS.contains(parts[1]) && metadata.has("dataSets", parts[0]);
    }

    /** What people call it. */
    String name(String item) {
        String[] parts = item.split("\\.");
        String type = isRate(item) ? "dataSets" : metadata.has("indicators", parts[0]) ? "indicators" : "dataElements";
        String name = metadata.byId(type, parts[0])
                .map(found -> found.path("name").asText())
                .orElse(item);
        return isRate(item) ? name + " - " + parts[1] : name;
    }

    /** Uid of the category combo whose options analytics shows for a data element; empty for everything else. */
    Optional<String> categoryCombo(String item) {
        return metadata.byId("dataElements", item.split("\\.")[0])
                .map(found -> found.path("categoryCombo").path("id").asText());
    }

    /** @throws Broken where it cannot be calculated */
    Optional<BigDecimal> value(String item, Sums sums, ReportingRates rates, Period period, OrgUnit unit) {
        String[] parts = item.split("\\.");
        if (isRate(item)) {
            return rates.of(metadata.byId("dataSets", parts[0]).orElseThrow(), parts[1], period, unit);
        }
        Optional<ObjectNode> indicator = metadata.byId("indicators", parts[0]);
        return indicator.isEmpty()
                ? sums.of(item, unit)
                : indicator.flatMap(found -> calculated(found, sums, rates, period, unit));
    }

    private Optional<BigDecimal> calculated(
            ObjectNode indicator, Sums sums, ReportingRates rates, Period period, OrgUnit unit) {
        boolean[] seen = new boolean[1];
        double above = side(indicator, "numerator", sums, rates, period, unit, seen);
        double below = side(indicator, "denominator", sums, rates, period, unit, seen);
        if (below == 0 || !seen[0]) {
            return Optional.empty();
        }
        int factor = metadata.byId(
                        "indicatorTypes",
                        indicator.path("indicatorType").path("id").asText())
                .map(type -> type.path("factor").asInt(1))
                .orElse(1);
        return Optional.of(BigDecimal.valueOf(above * factor / below)
                .setScale(indicator.path("decimals").asInt(2), RoundingMode.HALF_UP));
    }

    /** @param seen becomes true where one of its operands has a value */
    private double side(
            ObjectNode indicator,
            String side,
            Sums sums,
            ReportingRates rates,
            Period period,
            OrgUnit unit,
            boolean[] seen) {
        StringBuilder text = new StringBuilder();
        Matcher operands = OPERAND.matcher(indicator.path(side).asText());
        while (operands.find()) {
            Optional<BigDecimal> value = value(operands.group(2), sums, rates, period, unit);
            seen[0] |= value.isPresent();
            operands.appendReplacement(text, value.orElse(BigDecimal.ZERO).toPlainString());
        }
        operands.appendTail(text);
        try {
            ExpressionData none = new ExpressionData();
            return ((Number) new Expression(text.toString(), ExpressionMode.INDICATOR_EXPRESSION, false)
                            .evaluate(name -> null, none))
                    .doubleValue();
        } catch (RuntimeException cannot) {
            throw new Broken(indicator.path("id").asText());
        }
    }
}
