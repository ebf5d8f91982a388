package org.pirogue.sandbox.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The organisation units of the country, and what becomes of them.
 *
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
}
