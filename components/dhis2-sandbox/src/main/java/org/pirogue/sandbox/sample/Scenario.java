package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code scenario.yaml} of a country says. Codes are those of the country's metadata files.
 *
 * @param seed the same seed makes the same persons, cases and numbers
 * @param servers by name of the connection
 * @param cases null for a country without a line list
 * @param season relative number of what facilities report, January to December, where no cases say it
 * @param asked periods that runs of a flow are asked for, by its name, so that a flow which looks back from today shows the
 *     same on any day; null for none
 * @param partner null for a country whose demonstration has none
 */
record Scenario(
        long seed,
        Months months,
        Map<String, Server> servers,
        Units orgUnits,
        @Nullable Persons persons,
        @Nullable Cases cases,
        @Nullable List<Double> season,
        @Nullable List<Routine> routine,
        @Nullable Changes changes,
        @Nullable List<Routine.Reports> reports,
        @Nullable List<Routine.Typed> typed,
        @Nullable List<Routine.Registered> registered,
        @Nullable List<Routine.Figures> figures,
        @Nullable List<Routine.Slip> slips,
        Units.@Nullable Facilities facilities,
        @Nullable Map<String, Months> asked,
        @Nullable Partner partner) {
    /** @param from first month, {@code 202411} (of {@code asked}: period of any type); @param to last one, inclusive */
    record Months(String from, String to) {
        List<YearMonth> all() {
            YearMonth first = month(from);
            long count = ChronoUnit.MONTHS.between(first, month(to)) + 1;
            return LongStream.range(0, count).mapToObj(first::plusMonths).toList();
        }

        YearMonth last() {
            return month(to);
        }

        static String period(YearMonth month) {
            return "%d%02d".formatted(month.getYear(), month.getMonthValue());
        }

        private static YearMonth month(String period) {
            return YearMonth.of(Integer.parseInt(period.substring(0, 4)), Integer.parseInt(period.substring(4)));
        }
    }

    record Persons(List<String> givenNames, List<String> familyNames, List<AgeBand> ages) {}

    /** @param from completed years, inclusive; @param to exclusive */
    record AgeBand(int from, int to, double share) {}

    /**
     * Somebody outside who is given a part of a dataset by a topic, and is away on the second day.
     *
     * @param dataset {@code workspace/name}; @param flow that writes it
     * @param key columns that name a row
     */
    record Partner(
            String account, String dataset, String flow, List<String> columns, List<String> key, String purpose) {}

    record Changes(int edited, int moved, int deleted, int added) {}

    Scenario within(Months other) {
        return new Scenario(
                seed,
                other,
                servers,
                orgUnits,
                persons,
                cases,
                season,
                routine,
                changes,
                reports,
                typed,
                registered,
                figures,
                slips,
                facilities,
                asked,
                partner);
    }

    /** How much more of everything there is in a month; 1 where nothing is said. */
    double season(YearMonth month) {
        List<Double> seasons = cases == null ? season : cases.season();
        return seasons == null ? 1 : seasons.get(month.getMonthValue() - 1);
    }

    List<Routine.Reports> reportsAt(String server) {
        return reports == null
                ? List.of()
                : reports.stream().filter(each -> each.server().equals(server)).toList();
    }

    List<Routine> routines() {
        return routine == null ? List.of() : routine;
    }

    List<Routine.Registered> registeredAt(String server) {
        return registered == null
                ? List.of()
                : registered.stream()
                        .filter(each -> each.server().equals(server))
                        .toList();
    }

    List<Routine.Figures> figuresAt(String server) {
        return figures == null
                ? List.of()
                : figures.stream().filter(each -> each.server().equals(server)).toList();
    }

    List<Routine.Slip> slips(Routine routine, String unit, String period) {
        return allSlips().stream()
                .filter(slip -> slip.isIn(routine, unit, period))
                .toList();
    }

    List<Routine.Slip> allSlips() {
        return slips == null ? List.of() : slips;
    }

    List<Routine.Typed> typedAt(String server) {
        return typed == null
                ? List.of()
                : typed.stream().filter(each -> each.server().equals(server)).toList();
    }

    /** @throws UncheckedIOException naming the file, when it cannot be read or says something unknown */
    static Scenario read(Path folder) {
        Path file = folder.resolve("scenario.yaml");
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(Files.readAllBytes(file), Scenario.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
