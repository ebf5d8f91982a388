package org.pirogue.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.it.Export.Cell;

/**
 * What should stand at the targets, computed a second time from what the sources show: with java.time and a CSV split at
 * its commas, and with nothing of Pirogue.
 */
final class Expected {
    /** What the counts of the line list fill; everything else of the HMIS data set belongs to the facilities. */
    static final Set<String> COUNTED = Set.of("MAL_TESTED", "MAL_CONF", "MAL_TREATED", "MAL_DEATH");

    private Expected() {}

    /** Events by facility, month and age group. Only months that have ended count, as {@code quality.yaml} says. */
    static Map<Cell, String> counted(Export tracker) {
        Map<String, String> elements = tracker.codes("dataElements");
        Map<String, String> units = tracker.codes("organisationUnits");
        String birthDate = tracker.uid("trackedEntityAttributes", "BIRTH_DATE");
        Map<Cell, Long> counts = new TreeMap<>();
        for (JsonNode person : tracker.trackedEntities("MAL_CASES")) {
            String born = attribute(person.path("attributes"), birthDate);
            for (JsonNode event : person.findValues("events").stream()
                    .flatMap(events -> java.util.stream.StreamSupport.stream(events.spliterator(), false))
                    .toList()) {
                String facility = String.valueOf(units.get(event.path("orgUnit").asText()));
                count(counts, event, facility, born, elements);
            }
        }
        Map<Cell, String> texts = new TreeMap<>();
        counts.forEach((cell, count) -> texts.put(cell, String.valueOf(count)));
        return texts;
    }

    private static String attribute(JsonNode attributes, String uid) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("attribute").asText().equals(uid)) {
                return attribute.path("value").asText();
            }
        }
        return "";
    }

    private static void count(
            Map<Cell, Long> counts, JsonNode event, String facility, String born, Map<String, String> elements) {
        LocalDate day = LocalDate.parse(event.path("occurredAt").asText().substring(0, 10));
        if (born.isEmpty() || !YearMonth.from(day).isBefore(YearMonth.now())) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        event.path("dataValues")
                .forEach(value -> values.put(
                        elements.get(value.path("dataElement").asText()),
                        value.path("value").asText()));
        int years = Period.between(LocalDate.parse(born), day).getYears();
        String age = years < 5 ? "AGE_LT5" : years < 15 ? "AGE_5_14" : "AGE_GE15";
        String month = day.toString().substring(0, 7).replace("-", "");
        String result = values.getOrDefault("MCS_RESULT", "");
        if (Set.of("POS", "NEG").contains(result)) {
            counts.merge(new Cell(facility, month, "MAL_TESTED", age), 1L, Long::sum);
        }
        if (result.equals("POS")) {
            counts.merge(new Cell(facility, month, "MAL_CONF", age), 1L, Long::sum);
            if ("YES".equals(values.get("MCS_TREATED"))) {
                counts.merge(new Cell(facility, month, "MAL_TREATED", age), 1L, Long::sum);
            }
            if ("DIED".equals(values.get("MCS_OUTCOME"))) {
                counts.merge(new Cell(facility, month, "MAL_DEATH", age), 1L, Long::sum);
            }
        }
    }

    /** Values of the HMIS as {@code mapping.csv} carries them over; several to one cell are summed. */
    static Map<Cell, String> mapped(Map<Cell, String> hmis) throws IOException {
        return mapped(hmis, World.COUNTRY.resolve("hmis-to-nmdr/mapping.csv"));
    }

    static Map<Cell, String> mapped(Map<Cell, String> hmis, Path mapping) throws IOException {
        List<String[]> rows = rows(mapping);
        Map<Cell, Long> sums = new TreeMap<>();
        Map<Cell, String> texts = new TreeMap<>();
        hmis.forEach((cell, value) -> {
            if (cell.dataElement().equals(Export.COMPLETE)) {
                texts.put(cell, value);
            }
            for (String[] row : rows) {
                boolean fits = row[0].equals(cell.dataElement()) && row[1].equals(cell.options());
                boolean valid = (row[4].isEmpty() || row[4].compareTo(cell.period()) <= 0)
                        && (row[5].isEmpty() || row[5].compareTo(cell.period()) >= 0);
                if (fits && valid && !row[2].equals("-")) {
                    sums.merge(
                            new Cell(cell.orgUnit(), cell.period(), row[2], row[3]), Long.parseLong(value), Long::sum);
                }
            }
        });
        sums.forEach((cell, sum) -> texts.put(cell, String.valueOf(sum)));
        return texts;
    }

    /** Rows without the head. The note, last, may hold a comma; nothing before it does. */
    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", 7))
                .toList();
    }
}
