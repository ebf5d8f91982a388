package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.pirogue.sandbox.values.Completeness;

/**
 * The rates that stand at the repository of Niger, against a count by hand: the centres of each district that the data set is
 * assigned to, and the registrations of their reports. Neither Pirogue nor the stand-in's analytics calculate it.
 */
@Tag("full")
class ReportingRatesIT {
    private static final String FLOW = "reporting-rates-to-nmdr";
    private static final Sample SAMPLE = Sample.load(World.CHECKOUT.resolve("config/niger/sandbox"));
    private static final int TIMELY_DAYS = 15;

    @TempDir
    Path folder;

    private final Map<String, Sandbox> servers = new HashMap<>();
    private final Map<String, Sample.Access> access = new HashMap<>();

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
    void areThoseOfACountByHandOnBothDays() throws Exception {
        try (ChildPirogue pirogue = ChildPirogue.of("niger", folder, settings())) {
            pirogue.ready();
            assertThat(run(pirogue)).isPositive();
            assertThat(atTheRepository()).isEqualTo(countedByHand());

            String hmis = servers.get("hmis").url();
            SAMPLE.report("hmis", hmis, access.get("hmis"));
            SAMPLE.register("hmis", hmis, access.get("hmis"));
            Map<String, Integer> before = atTheRepository();
            assertThat(run(pirogue)).isPositive();
            assertThat(atTheRepository()).isEqualTo(countedByHand()).isNotEqualTo(before);
        }
    }

    private static long run(ChildPirogue pirogue) {
        Run run = pirogue.run(FLOW, Mode.SYNC);
        assertThat(run.state()).as(pirogue.lastWords()).isEqualTo("done");
        return run.written();
    }

    private List<String> settings() throws IOException {
        List<String> settings = new ArrayList<>();
        for (String name : servers.keySet()) {
            settings.add("--pirogue.connections." + name + ".url="
                    + servers.get(name).url());
            settings.add("--pirogue.connections." + name + ".token-file="
                    + World.secret(folder, name, access.get(name).token()));
        }
        return settings;
    }

    /** Element, district and month; the rates in per cent are made of these. */
    private Map<String, Integer> atTheRepository() {
        Map<String, Integer> found = new TreeMap<>();
        Sandbox nmdr = servers.get("nmdr");
        Map<String, String> codes = codes(nmdr, "organisationUnits");
        codes.putAll(codes(nmdr, "dataElements"));
        nmdr.dataValues().all().stream()
                .filter(value -> !value.deleted())
                .filter(value -> !value.value().contains(".")
                        && List.of("NMDR_EXPECTED", "NMDR_RECEIVED", "NMDR_ON_TIME")
                                .contains(codes.get(value.dataElement())))
                .forEach(value -> found.put(
                        codes.get(value.dataElement()) + " " + codes.get(value.orgUnit()) + " " + value.period(),
                        Integer.parseInt(value.value())));
        return found;
    }

    private Map<String, Integer> countedByHand() {
        Sandbox hmis = servers.get("hmis");
        Map<String, String> codes = codes(hmis, "organisationUnits");
        JsonNode dataSet = hmis.metadata().byCode("dataSets", "PALU_MENSUEL").orElseThrow();
        Map<String, Integer> counted = new TreeMap<>();
        for (JsonNode unit : dataSet.path("organisationUnits")) {
            String district = district(codes.get(unit.path("id").asText()));
            for (String month : months()) {
                counted.merge("NMDR_EXPECTED " + district + " " + month, 1, Integer::sum);
                counted.merge("NMDR_RECEIVED " + district + " " + month, 0, Integer::sum);
                counted.merge("NMDR_ON_TIME " + district + " " + month, 0, Integer::sum);
            }
        }
        for (Completeness.Registration each : hmis.completeness().all()) {
            if (each.key().dataSet().equals(dataSet.path("id").asText())
                    && months().contains(each.key().period())) {
                String where = district(codes.get(each.key().orgUnit())) + " "
                        + each.key().period();
                counted.merge("NMDR_RECEIVED " + where, 1, Integer::sum);
                counted.merge("NMDR_ON_TIME " + where, isOnTime(each) ? 1 : 0, Integer::sum);
            }
        }
        return counted;
    }

    private static boolean isOnTime(Completeness.Registration each) {
        String period = each.key().period();
        LocalDate end = YearMonth.of(Integer.parseInt(period.substring(0, 4)), Integer.parseInt(period.substring(4)))
                .atEndOfMonth();
        return !LocalDate.parse(each.date().substring(0, 10)).isAfter(end.plusDays(TIMELY_DAYS));
    }

    /** NER_0101_02 lies in NER_0101. */
    private static String district(String code) {
        return code.substring(0, code.lastIndexOf('_'));
    }

    private static List<String> months() {
        List<String> months = new ArrayList<>();
        for (int back = 1; back <= 12; back++) {
            YearMonth month = YearMonth.now().minusMonths(back);
            months.add("%d%02d".formatted(month.getYear(), month.getMonthValue()));
        }
        return months;
    }

    private static Map<String, String> codes(Sandbox server, String type) {
        Map<String, String> codes = new HashMap<>();
        server.metadata()
                .all(type)
                .forEach(object -> codes.put(
                        object.path("id").asText(), object.path("code").asText()));
        return codes;
    }
}
