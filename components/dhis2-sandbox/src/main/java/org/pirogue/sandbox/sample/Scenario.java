package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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
 */
record Scenario(
        long seed,
        Months months,
        Map<String, Server> servers,
        Units orgUnits,
        @Nullable Persons persons,
        @Nullable Cases cases,
        @Nullable List<Routine> routine,
        @Nullable Changes changes,
        @Nullable List<Typed> typed,
        @Nullable List<Registered> registered,
        @Nullable Facilities facilities) {

    /** @param from first month, {@code 202411}; @param to last month, inclusive */
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

    /**
     * @param metadata file in the form that {@code POST /api/metadata} takes, without organisation units
     * @param user name of the user to make, who may read and write everything there
     */
    record Server(String metadata, String user) {}

    /**
     * @param file CSV: code, name, parent, facilities (how many to invent below), weight, positivity (inherited)
     * @param opened opening date of every unit
     * @param closed closing date by code
     * @param kinds what facilities are called, before the name of the place
     */
    record Units(
            String file,
            String opened,
            Map<String, String> closed,
            List<String> kinds,
            List<String> placeStarts,
            List<String> placeEnds) {
        LocalDate openedOn() {
            return LocalDate.parse(opened);
        }
    }

    record Persons(List<String> givenNames, List<String> familyNames, List<AgeBand> ages) {}

    /** @param from completed years, inclusive; @param to exclusive */
    record AgeBand(int from, int to, double share) {}

    /**
     * @param secondCase share of cases whose person was a case before
     * @param season relative number of cases, January to December
     * @param attributes what to make for each attribute: {@code number, name, sex, birthDate}
     * @param result the element that late edits turn round; must have two shares
     */
    record Cases(
            String server,
            String program,
            String stage,
            int count,
            double secondCase,
            List<Double> season,
            Map<String, String> attributes,
            List<Draw> values,
            String result,
            Edges edges) {}

    /**
     * One data element of an event.
     *
     * @param when {@code ELEMENT=VALUE}: only where an earlier element has this value
     * @param shares share by value: a number, {@code positivity} or {@code rest}
     */
    record Draw(String element, @Nullable String when, Map<String, String> shares) {}

    /** How many cases of each awkward kind. */
    record Edges(
            int fifthBirthday,
            int otherFacility,
            int withoutResult,
            int withoutBirthDate,
            int deletedEvent,
            int farFuture,
            int afterClosing) {}

    /**
     * Values that a facility reports itself.
     *
     * @param every {@code year} for a report of the year, with its number as period; null for each month
     * @param completeness share of reports that come
     * @param registered share of those that are registered as complete; null for none
     */
    record Routine(
            String server,
            String dataSet,
            @Nullable String every,
            double completeness,
            @Nullable Double registered,
            List<Element> elements) {
        boolean yearly() {
            return "year".equals(every);
        }
    }

    /**
     * Registrations of complete reports that change on the second day, beside those of {@link Routine#registered}.
     *
     * @param late reports that are registered as complete only now
     * @param withdrawn registrations that are taken back
     */
    record Registered(String server, String dataSet, int late, int withdrawn) {}

    /**
     * Figures that somebody types at a server on the second day, into the last month.
     *
     * @param skip how many facilities to leave out first, so that two servers' hands meet in some of them
     * @param facilities how many get the value
     */
    record Typed(String server, String dataSet, String element, String value, int skip, int facilities) {}

    /**
     * @param element code, or UID where it has none
     * @param options mean by category option; null for the default combo
     * @param mean mean for the default combo
     * @param season 0 for none, 1 for as strong as that of the cases
     */
    record Element(
            String element,
            @Nullable Map<String, Double> options,
            @Nullable Double mean,
            double season,
            @Nullable Integer least,
            @Nullable Integer most) {}

    /**
     * What becomes of facilities on the second day.
     *
     * @param server where people keep them
     * @param opened name by code of the new ones; the code begins with that of the parent
     * @param renamed new name by code; @param moved code of the new parent by code; @param closed closing date by code
     */
    record Facilities(
            String server,
            Map<String, String> opened,
            Map<String, String> renamed,
            Map<String, String> moved,
            Map<String, String> closed) {}

    record Changes(int edited, int moved, int deleted, int added) {}

    Scenario within(Months other) {
        return new Scenario(
                seed, other, servers, orgUnits, persons, cases, routine, changes, typed, registered, facilities);
    }

    List<Routine> routines() {
        return routine == null ? List.of() : routine;
    }

    List<Registered> registeredAt(String server) {
        return registered == null
                ? List.of()
                : registered.stream()
                        .filter(each -> each.server().equals(server))
                        .toList();
    }

    List<Typed> typedAt(String server) {
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
