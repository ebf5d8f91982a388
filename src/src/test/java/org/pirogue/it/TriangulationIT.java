package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;

/**
 * What the risk-based verification of Côte d'Ivoire writes, against a calculation by hand over the raw values of the PBF system: plain
 * loops, decimal numbers, and a draw by the algorithm that {@code deploy/table-steps.md} describes. Nothing of Pirogue's own takes part.
 */
@Tag("full")
class TriangulationIT {
    private static final Sample SAMPLE = Sample.load(World.CHECKOUT.resolve("config/cote-d-ivoire/sandbox"));
    private static final Map<String, BigDecimal> WEIGHTS = Map.of(
            "CONS", new BigDecimal("0.30"),
            "DELIV", new BigDecimal("0.30"),
            "ANC4", new BigDecimal("0.20"),
            "PENTA3", new BigDecimal("0.1999"),
            "MALARIA", new BigDecimal("0.0001"));
    private static final Map<String, Integer> TARIFFS =
            Map.of("CONS", 300, "DELIV", 3500, "ANC4", 1200, "PENTA3", 800, "MALARIA", 500);
    private static final Map<String, String> PROBABILITIES =
            Map.of("moderate_1", "0.3", "moderate_2", "0.5", "moderate_3", "0.7");

    @TempDir
    Path folder;

    private final Map<String, Sandbox> servers = new HashMap<>();
    private final Map<String, Sample.Access> access = new HashMap<>();
    private final YearMonth last = lastMonthOfTheQuarterThatEnded();

    @BeforeEach
    void fill() {
        for (String connection : SAMPLE.connections()) {
            Sandbox server = Sandbox.start(SandboxOptions.named(connection));
            servers.put(connection, server);
            access.put(connection, SAMPLE.fill(connection, server));
        }
    }

    @AfterEach
    void close() {
        servers.values().forEach(Sandbox::close);
    }

    @Test
    void isThatOfACalculationByHandOnBothDays() throws Exception {
        try (ChildPirogue pirogue = ChildPirogue.of("cote-d-ivoire", folder, settings())) {
            pirogue.ready();
            run(pirogue);
            Map<String, String> first = atTheSystem();
            assertThat(first).isEqualTo(byHand());
            assertThat(first.values().stream().map(said -> said.split(" ")[0]))
                    .contains("low", "moderate_1", "moderate_2", "moderate_3", "high", "certain");
            assertThat(first.values().toString())
                    .contains("opened in the quarter", "closed in the quarter", "less than 3 months", "not visited");

            SAMPLE.report("hmis", servers.get("hmis").url(), access.get("hmis"));
            run(pirogue);
            assertThat(atTheSystem()).isEqualTo(byHand()).isNotEqualTo(first);
        }
    }

    private static void run(ChildPirogue pirogue) {
        pirogue.run("hmis-to-pbf", Mode.SYNC);
        Run run = pirogue.run("pbf-triangulation", Mode.SYNC);
        assertThat(run.state()).as(pirogue.lastWords()).isEqualTo("done");
        assertThat(run.written()).isPositive();
    }

    private List<String> settings() throws IOException {
        List<String> settings = new ArrayList<>(List.of("--pirogue.files=" + folder.resolve("files")));
        for (String name : servers.keySet()) {
            settings.add("--pirogue.connections." + name + ".url="
                    + servers.get(name).url());
            settings.add("--pirogue.connections." + name + ".token-file="
                    + World.secret(folder, name, access.get(name).token()));
        }
        return settings;
    }

    private static YearMonth lastMonthOfTheQuarterThatEnded() {
        YearMonth now = YearMonth.now();
        return now.minusMonths((now.getMonthValue() - 1) % 3 + 1);
    }

    private String quarter() {
        return last.getYear() + "Q" + last.getMonthValue() / 3;
    }

    /** Class, gap, rate, amount, drawn, number and reason of each facility, as they stand at the PBF system. */
    private Map<String, String> atTheSystem() {
        Sandbox pbf = servers.get("pbf");
        Map<String, String> codes = codes(pbf);
        Map<String, Map<String, String>> found = new TreeMap<>();
        pbf.dataValues().all().stream()
                .filter(value -> !value.deleted() && value.period().equals(quarter()))
                .forEach(value -> found.computeIfAbsent(codes.get(value.orgUnit()), none -> new HashMap<>())
                        .put(codes.get(value.dataElement()).replace("PBF_VBR_", ""), value.value()));
        Map<String, String> said = new TreeMap<>();
        found.forEach((unit, values) -> said.put(
                unit,
                said(
                        values.get("CLASS"),
                        values.get("GAP"),
                        values.get("RATE"),
                        values.get("AMOUNT"),
                        values.get("VERIFY"),
                        values.get("DRAW"),
                        values.get("SEED"),
                        values.get("REASON"))));
        return said;
    }

    private static String said(Object... parts) {
        List<String> all = new ArrayList<>();
        for (Object part : parts) {
            all.add(part == null ? "-" : part.toString());
        }
        return String.join(" ", all);
    }

    /** One facility while it is judged. */
    private static final class Judged {
        private String unit = "";
        private String reason = "";
        private String riskClass = "";
        private @Nullable BigDecimal gap;
        private @Nullable BigDecimal rate;
        private @Nullable BigDecimal amount;
        private String hash = "";
        private boolean drawn;
    }

    private Map<String, String> byHand() throws Exception {
        Map<String, Map<String, Map<String, BigDecimal>>> values = rawValues();
        List<Judged> all = new ArrayList<>();
        for (JsonNode unit : servers.get("pbf").metadata().all("organisationUnits")) {
            String code = unit.path("code").asText();
            if (code.split("_").length == 3) {
                judge(unit, values.getOrDefault(code, Map.of())).ifPresent(all::add);
            }
        }
        draw(all);
        Map<String, String> said = new TreeMap<>();
        all.forEach(each -> said.put(
                each.unit,
                said(
                        each.riskClass,
                        plain(each.gap),
                        plain(each.rate),
                        plain(each.amount),
                        each.drawn,
                        each.hash.substring(0, 8),
                        "PBF-CIV-8417-" + quarter(),
                        each.reason)));
        return said;
    }

    /** By facility, month and element. */
    private Map<String, Map<String, Map<String, BigDecimal>>> rawValues() {
        Sandbox pbf = servers.get("pbf");
        Map<String, String> codes = codes(pbf);
        Map<String, Map<String, Map<String, BigDecimal>>> values = new HashMap<>();
        pbf.dataValues().all().stream()
                .filter(value -> !value.deleted() && !value.period().contains("Q"))
                .filter(value -> codes.get(value.dataElement()).matches("PBF_.*_(DECL|VERIF|VALID)"))
                .forEach(value -> values.computeIfAbsent(codes.get(value.orgUnit()), none -> new HashMap<>())
                        .computeIfAbsent(value.period(), none -> new HashMap<>())
                        .put(codes.get(value.dataElement()), new BigDecimal(value.value())));
        return values;
    }

    private java.util.Optional<Judged> judge(JsonNode unit, Map<String, Map<String, BigDecimal>> months) {
        LocalDate opened = LocalDate.parse(unit.path("openingDate").asText().substring(0, 10));
        LocalDate closed = unit.path("closedDate").asText("").isEmpty()
                ? LocalDate.MAX
                : LocalDate.parse(unit.path("closedDate").asText().substring(0, 10));
        LocalDate begin = last.minusMonths(2).atDay(1);
        if (opened.isAfter(last.atEndOfMonth()) || closed.isBefore(begin)) {
            return java.util.Optional.empty();
        }
        Judged judged = new Judged();
        judged.unit = unit.path("code").asText();
        int verifiedMonths = 0;
        int recentMonths = 0;
        int risky = 0;
        int medium = 0;
        BigDecimal gaps = BigDecimal.ZERO;
        BigDecimal gapWeights = BigDecimal.ZERO;
        BigDecimal rates = BigDecimal.ZERO;
        BigDecimal rateWeights = BigDecimal.ZERO;
        for (String service : WEIGHTS.keySet()) {
            List<BigDecimal> serviceGaps = new ArrayList<>();
            List<BigDecimal> serviceRates = new ArrayList<>();
            BigDecimal quantity = null;
            int recent = 0;
            for (int back = 0; back < 9; back++) {
                YearMonth month = last.minusMonths(back);
                Map<String, BigDecimal> of =
                        months.getOrDefault("%d%02d".formatted(month.getYear(), month.getMonthValue()), Map.of());
                BigDecimal declared = of.get("PBF_" + service + "_DECL");
                BigDecimal verified = of.get("PBF_" + service + "_VERIF");
                BigDecimal validated = of.get("PBF_" + service + "_VALID");
                if (back < 3) {
                    quantity =
                            declared == null ? quantity : declared.add(quantity == null ? BigDecimal.ZERO : quantity);
                    continue;
                }
                recent += back <= 5 && verified != null ? 1 : 0;
                if (declared == null || verified == null || validated == null) {
                    continue;
                }
                boolean nothing = declared.signum() == 0 && validated.signum() == 0;
                if (nothing || validated.compareTo(declared.multiply(BigDecimal.valueOf(3))) > 0) {
                    continue;
                }
                BigDecimal one = apart(declared, verified, verified, declared);
                BigDecimal other = apart(verified, validated, verified, validated);
                serviceGaps.add(
                        round(one.multiply(new BigDecimal("0.4")).add(other.multiply(new BigDecimal("0.6"))), 6));
                if (declared.signum() != 0) {
                    serviceRates.add(round(BigDecimal.ONE.min(validated.divide(declared, MathContext.DECIMAL128)), 6));
                }
            }
            if (quantity != null) {
                BigDecimal amount = quantity.multiply(BigDecimal.valueOf(TARIFFS.get(service)));
                judged.amount = judged.amount == null ? amount : judged.amount.add(amount);
            }
            verifiedMonths = Math.max(verifiedMonths, serviceGaps.size());
            recentMonths = Math.max(recentMonths, recent);
            if (!serviceGaps.isEmpty()) {
                BigDecimal median = median(serviceGaps);
                risky += median.compareTo(new BigDecimal("0.05")) >= 0 ? 1 : 0;
                medium += median.compareTo(new BigDecimal("0.10")) >= 0 ? 1 : 0;
                gaps = gaps.add(median.multiply(WEIGHTS.get(service)));
                gapWeights = gapWeights.add(WEIGHTS.get(service));
            }
            if (!serviceRates.isEmpty()) {
                rates = rates.add(median(serviceRates).multiply(WEIGHTS.get(service)));
                rateWeights = rateWeights.add(WEIGHTS.get(service));
            }
        }
        judged.gap = gapWeights.signum() == 0 ? null : round(gaps.divide(gapWeights, MathContext.DECIMAL128), 4);
        judged.rate = rateWeights.signum() == 0 ? null : round(rates.divide(rateWeights, MathContext.DECIMAL128), 4);
        boolean paid = judged.amount != null && judged.amount.compareTo(BigDecimal.valueOf(50)) > 0;
        judged.reason = opened.isAfter(begin)
                ? "opened in the quarter"
                : closed.isBefore(last.atEndOfMonth())
                        ? "closed in the quarter"
                        : verifiedMonths < 3
                                ? "less than 3 months verified"
                                : recentMonths < 1
                                        ? "not visited in the quarter before"
                                        : paid ? "by risk" : "no subsidy to speak of";
        judged.riskClass = !judged.reason.equals("by risk")
                ? "certain"
                : medium > 0
                        ? "high"
                        : risky >= 4 ? "moderate_3" : risky >= 2 ? "moderate_2" : risky == 1 ? "moderate_1" : "low";
        return java.util.Optional.of(judged);
    }

    /** |one - other| / by, or where that is 0 what is asked for instead. */
    private static BigDecimal apart(BigDecimal one, BigDecimal other, BigDecimal by, BigDecimal instead) {
        return by.signum() == 0 ? instead : round(one.subtract(other).abs().divide(by, MathContext.DECIMAL128), 6);
    }

    private static BigDecimal median(List<BigDecimal> numbers) {
        List<BigDecimal> sorted = numbers.stream().sorted().toList();
        int size = sorted.size();
        return size % 2 == 1
                ? sorted.get(size / 2)
                : round(sorted.get(size / 2 - 1).add(sorted.get(size / 2)).divide(BigDecimal.valueOf(2)), 6);
    }

    private void draw(List<Judged> all) throws Exception {
        List<Judged> low = new ArrayList<>();
        for (Judged each : all) {
            String text = "PBF-CIV-8417-" + quarter() + "\n" + each.unit;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            each.hash = HexFormat.of().formatHex(hash);
            String probability = PROBABILITIES.get(each.riskClass);
            if (each.riskClass.equals("low")) {
                low.add(each);
            } else if (probability == null) {
                each.drawn = true;
            } else {
                BigDecimal number = new BigDecimal(new BigInteger(each.hash.substring(0, 8), 16));
                each.drawn = number.compareTo(new BigDecimal(probability).multiply(new BigDecimal(1L << 32))) < 0;
            }
        }
        low.sort(Comparator.comparing(each -> each.hash));
        low.stream().limit((low.size() + 9) / 10).forEach(each -> each.drawn = true);
        assertThat(new TreeSet<>(all.stream().map(each -> each.drawn).toList())).hasSize(2);
    }

    private static BigDecimal round(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_UP);
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null
                ? null
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static Map<String, String> codes(Sandbox server) {
        Map<String, String> codes = new HashMap<>();
        for (String type : List.of("organisationUnits", "dataElements")) {
            server.metadata()
                    .all(type)
                    .forEach(object -> codes.put(
                            object.path("id").asText(), object.path("code").asText()));
        }
        return codes;
    }
}
