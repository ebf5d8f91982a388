package org.pirogue.sandbox.sample;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The line list of the country, and what is drawn for each of its cases.
 *
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
}
