package org.pirogue.prepare.aggregate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.batch.CaseRecord;
import org.pirogue.prepare.Digest;

/**
 * What of a case the rules use; the rest is personal data that nobody needs.
 *
 * @param allStages whether some rule counts events of every stage
 * @param stages codes of the stages whose events the rules use, where not all
 * @param elements {@code STAGE.ELEMENT}
 * @param attributes codes of the attributes
 * @param enrollmentDate whether a rule uses the day of enrollment
 * @param incidentDate whether a rule uses the day of the incident
 */
public record Fields(
        boolean allStages,
        SortedSet<String> stages,
        SortedSet<String> elements,
        SortedSet<String> attributes,
        boolean enrollmentDate,
        boolean incidentDate) {
    public Fields {
        stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
        elements = Collections.unmodifiableSortedSet(new TreeSet<>(elements));
        attributes = Collections.unmodifiableSortedSet(new TreeSet<>(attributes));
    }

    /** Another digest means that kept records may lack a field: everything must be read again. */
    public String digest() {
        Stream<String> flags =
                Stream.of("all=" + allStages, "enrollment=" + enrollmentDate, "incident=" + incidentDate);
        return Digest.of(Stream.of(
                        flags,
                        stages.stream().map("stage="::concat),
                        elements.stream().map("element="::concat),
                        attributes.stream().map("attribute="::concat))
                .flatMap(texts -> texts));
    }

    boolean useStage(String stage) {
        return allStages || stages.contains(stage);
    }

    /** The record with nothing but these fields; deleted events and a deleted record's content are gone too. */
    CaseRecord only(CaseRecord record) {
        boolean needsEnrolledAt = enrollmentDate || (incidentDate && record.occurredAt() == null);
        return new CaseRecord(
                record.trackedEntity(),
                record.enrollment(),
                record.orgUnit(),
                needsEnrolledAt ? record.enrolledAt() : null,
                incidentDate ? record.occurredAt() : null,
                record.status(),
                record.deleted(),
                record.deleted() ? Map.of() : onlyKeys(record.attributes(), attributes, ""),
                record.deleted() ? List.of() : onlyEvents(record.events()));
    }

    private List<CaseRecord.Event> onlyEvents(List<CaseRecord.Event> events) {
        return events.stream()
                .filter(event -> Present.inAnalytics(event) && useStage(event.programStage()))
                .map(event -> new CaseRecord.Event(
                        event.event(),
                        event.programStage(),
                        event.orgUnit(),
                        event.status(),
                        event.occurredAt(),
                        event.scheduledAt(),
                        event.deleted(),
                        onlyKeys(event.values(), elements, event.programStage() + ".")))
                .toList();
    }

    private static Map<String, String> onlyKeys(Map<String, String> values, SortedSet<String> keys, String prefix) {
        return values.entrySet().stream()
                .filter(entry -> keys.contains(prefix + entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static final class Builder {
        private final SortedSet<String> stages = new TreeSet<>();
        private final SortedSet<String> elements = new TreeSet<>();
        private final SortedSet<String> attributes = new TreeSet<>();
        private boolean allStages;
        private boolean enrollmentDate;
        private boolean incidentDate;

        void allStages() {
            allStages = true;
        }

        void stage(String stage) {
            stages.add(stage);
        }

        void element(String stage, String code) {
            stages.add(stage);
            elements.add(stage + "." + code);
        }

        void attribute(String code) {
            attributes.add(code);
        }

        void variable(Row.Variable variable) {
            enrollmentDate |= variable == Row.Variable.ENROLLMENT_DATE;
            incidentDate |= variable == Row.Variable.INCIDENT_DATE;
        }

        Fields build() {
            return new Fields(allStages, stages, elements, attributes, enrollmentDate, incidentDate);
        }
    }
}
