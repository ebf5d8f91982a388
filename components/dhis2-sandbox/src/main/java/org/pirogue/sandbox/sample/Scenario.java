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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        @Nullable List<Reports> reports,
        @Nullable List<Typed> typed,
        @Nullable List<Registered> registered,
        @Nullable List<Figures> figures,
        @Nullable List<Slip> slips,
        @Nullable Facilities facilities,
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

    /**
     * @param metadata file in the form that {@code POST /api/metadata} takes, without organisation units
     * @param user name of the user to make, who may read and write everything there
     * @param assigned by code of the data set: which units it is for, where not for every facility
     * @param codePrefix what the server writes before the codes of units; null where they are everybody's
     * @param names how the server spells the names of some units, by everybody's code
     */
    record Server(
            String metadata,
            String user,
            @Nullable Map<String, Assigned> assigned,
            @Nullable String codePrefix,
            @Nullable Map<String, String> names) {
        Assigned assigned(String dataSet) {
            return assigned == null ? Assigned.FACILITIES : assigned.getOrDefault(dataSet, Assigned.FACILITIES);
        }

        Set<String> assignedDataSets() {
            return assigned == null ? Set.of() : assigned.keySet();
        }

        String code(Unit unit) {
            return codePrefix == null ? unit.code() : codePrefix + unit.code();
        }

        String name(Unit unit) {
            return names == null ? unit.name() : names.getOrDefault(unit.code(), unit.name());
        }
    }

    /**
     * @param level number of the level whose units report it; null for that of the facilities
     * @param without codes of units that were forgotten
     */
    record Assigned(@Nullable Integer level, @Nullable List<String> without) {
        static final Assigned FACILITIES = new Assigned(null, null);

        boolean holds(Unit unit, int ofLevel) {
            boolean forgotten = without != null && without.contains(unit.code());
            return !forgotten && (level == null ? unit.facility() : level == ofLevel);
        }
    }

    /**
     * @param file CSV: code, name, parent, facilities (how many to invent below), weight, positivity (inherited)
     * @param opened opening date of every unit
     * @param closed closing date by code
     * @param kinds what facilities are called, before the name of the place
     * @param names of facilities that are not invented, by code
     * @param openedLater opening date by code, of facilities that are newer than the others
     * @param places where places are invented for the units; null for a country without a map
     */
    record Units(
            String file,
            String opened,
            Map<String, String> closed,
            List<String> kinds,
            List<String> placeStarts,
            List<String> placeEnds,
            @Nullable Map<String, String> names,
            @Nullable Map<String, String> openedLater,
            @Nullable Box places) {
        LocalDate openedOn(String code) {
            return LocalDate.parse(openedLater == null ? opened : openedLater.getOrDefault(code, opened));
        }
    }

    /**
     * In degrees.
     *
     * @param wrong codes of facilities whose latitude lost its decimal point; null for none
     */
    record Box(
            double west,
            double south,
            double east,
            double north,
            @Nullable List<String> wrong) {
        boolean isWrong(String unit) {
            return wrong != null && wrong.contains(unit);
        }
    }

    /**
     * Figures that no chance makes, from a CSV file: {@code org_unit,period} and a column for each data element, empty where there
     * is no value.
     */
    record Figures(String server, String file) {}

    /**
     * A figure that somebody typed wrong, in a report that is there from the first day and registered as complete where
     * others are.
     *
     * @param orgUnit code of the unit; @param options code of the category option; null for the default combo
     * @param value what was typed; where {@code than} names an element, how much more than its figure with the same options
     */
    record Slip(
            String server,
            String dataSet,
            String orgUnit,
            String period,
            String element,
            @Nullable String options,
            int value,
            @Nullable String than) {
        boolean isIn(Routine routine, String unit, String ofPeriod) {
            return routine.isOf(server, dataSet) && orgUnit.equals(unit) && period.equals(ofPeriod);
        }

        Names.Cell cell() {
            return new Names.Cell(element, options == null ? "" : options);
        }

        Names.Cell other() {
            return new Names.Cell(String.valueOf(than), options == null ? "" : options);
        }
    }

    record Persons(List<String> givenNames, List<String> familyNames, List<AgeBand> ages) {}

    /** @param from completed years, inclusive; @param to exclusive */
    record AgeBand(int from, int to, double share) {}

    /**
     * @param secondCase share of cases whose person was a case before
     * @param season relative number of cases, January to December
     * @param attributes what to make for each attribute: {@code number, name, givenName, familyName, sex (F, M), sexWord
     *     (FEMALE, MALE), birthDate, seenOn}
     * @param result the element, or drawn attribute, that late edits turn round; must have two shares
     * @param clusters outbreaks among them; null for none
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
            @Nullable List<Cluster> clusters,
            Edges edges) {
        List<Cluster> outbreaks() {
            return clusters == null ? List.of() : clusters;
        }

        /** Codes of what is drawn for the person, and not for an event. */
        Set<String> drawnAttributes() {
            return values.stream()
                    .filter(draw -> Boolean.TRUE.equals(draw.attribute()))
                    .map(Draw::element)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** The stage in whose event an element stands, by the code of the element. */
        String stageOf(String element) {
            return values.stream()
                    .filter(draw -> draw.element().equals(element) && draw.stage() != null)
                    .map(draw -> String.valueOf(draw.stage()))
                    .findFirst()
                    .orElse(stage);
        }
    }

    /**
     * Many cases at one place in a short time, beside those that are spread over all.
     *
     * @param unit code of the facility
     * @param from first day, {@code 2026-09-07}
     */
    record Cluster(String unit, String from, int days, int cases) {
        LocalDate begins() {
            return LocalDate.parse(from);
        }
    }

    /**
     * One data element of an event, or one attribute that does not come from the person.
     *
     * @param when {@code ELEMENT=VALUE}: only where an earlier element has this value
     * @param shares share by value: a number, {@code positivity} or {@code rest}; null for a day
     * @param days least and most days behind that of the case, for a day
     * @param stage whose event has it; null for that of the case. A case has one event of each stage that has a value
     * @param attribute whether it is an attribute of the person, and no element
     */
    record Draw(
            String element,
            @Nullable String when,
            @Nullable Map<String, String> shares,
            @Nullable List<Integer> days,
            @Nullable String stage,
            @Nullable Boolean attribute) {
        Map<String, String> choices() {
            return shares == null ? Map.of() : shares;
        }
    }

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
     * @param every how often: a report of the year has its number as period, one of the week that of the ISO week; null
     *     for each month
     * @param completeness share of reports that come
     * @param registered share of those that are registered as complete; null for none
     * @param overdue share of the registrations that come a month too late; null for none
     * @param level number of the level whose units report; null for that of the facilities
     * @param always codes of units whose report comes each time, and is not touched on the second day; null for none
     */
    record Routine(
            String server,
            String dataSet,
            @Nullable Every every,
            double completeness,
            @Nullable Double registered,
            @Nullable Double overdue,
            @Nullable Integer level,
            @Nullable List<String> always,
            List<Element> elements) {
        boolean isAlwaysReportedBy(String unit) {
            return always != null && always.contains(unit);
        }

        boolean isOf(String connection, String ofDataSet) {
            return server.equals(connection) && dataSet.equals(ofDataSet);
        }
    }

    enum Every {
        week,
        month,
        year
    }

    /**
     * What becomes of reports on the second day.
     *
     * @param late how many that never came come now, whole, and are registered as complete
     * @param corrected in how many one figure becomes another
     * @param taken in how many one figure is taken away
     */
    record Reports(String server, String dataSet, int late, int corrected, int taken) {}

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
     * @param options code of the category option; null for the default combo
     */
    record Typed(
            String server,
            String dataSet,
            String element,
            @Nullable String options,
            String value,
            int skip,
            int facilities) {}

    /**
     * @param element code, or UID where it has none
     * @param options mean by category option; null for the default combo
     * @param mean mean for the default combo
     * @param season 0 for none, 1 for as strong as that of the cases
     * @param within code of an element before it that it is a part of: all its parts together are no more than it, option
     *     by option; null for none
     * @param from first month in which it is reported so; null for always
     * @param to last month in which it is reported so; null for always
     */
    record Element(
            String element,
            @Nullable Map<String, Double> options,
            @Nullable Double mean,
            double season,
            @Nullable Integer least,
            @Nullable Integer most,
            @Nullable String within,
            @Nullable String from,
            @Nullable String to) {
        boolean isReportedIn(YearMonth month) {
            String period = Months.period(month);
            return (from == null || from.compareTo(period) <= 0) && (to == null || to.compareTo(period) >= 0);
        }
    }

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

    List<Reports> reportsAt(String server) {
        return reports == null
                ? List.of()
                : reports.stream().filter(each -> each.server().equals(server)).toList();
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

    List<Figures> figuresAt(String server) {
        return figures == null
                ? List.of()
                : figures.stream().filter(each -> each.server().equals(server)).toList();
    }

    List<Slip> slips(Routine routine, String unit, String period) {
        return allSlips().stream()
                .filter(slip -> slip.isIn(routine, unit, period))
                .toList();
    }

    List<Slip> allSlips() {
        return slips == null ? List.of() : slips;
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
