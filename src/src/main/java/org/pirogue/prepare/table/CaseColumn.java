package org.pirogue.prepare.table;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Column;

/**
 * A column of a list of cases, and what stands in it.
 *
 * @param from a field of the record, or DHIS2's own notation: {@code A{ATTRIBUTE}}, {@code #{STAGE.ELEMENT}}
 * @param codes of the attribute, or of the stage and the element
 * @param names whether an option is shown by its name
 */
record CaseColumn(Column column, From from, List<String> codes, boolean names) {
    private static final Pattern ATTRIBUTE = Pattern.compile("A\\{([^{}.]+)}");
    private static final Pattern ELEMENT = Pattern.compile("#\\{([^{}.]+)\\.([^{}.]+)}");

    /** What a row is made of. @param event null where a row is an enrollment */
    interface From {
        @Nullable
        String of(CaseRecord record, CaseRecord.@Nullable Event event);
    }

    /** Of the attribute or element that the text names, otherwise none. */
    static List<String> codes(String text) {
        Matcher attribute = ATTRIBUTE.matcher(text);
        Matcher element = ELEMENT.matcher(text);
        if (attribute.matches()) {
            return List.of(attribute.group(1));
        }
        return element.matches() ? List.of(element.group(1), element.group(2)) : List.of();
    }

    /** Of a field, an attribute or an element; empty for anything else. */
    static Optional<From> from(String text) {
        Matcher attribute = ATTRIBUTE.matcher(text);
        if (attribute.matches()) {
            String code = attribute.group(1);
            return Optional.of((record, event) -> record.attributes().get(code));
        }
        Matcher element = ELEMENT.matcher(text);
        if (element.matches()) {
            return Optional.of(element(element.group(1), element.group(2)));
        }
        return Optional.ofNullable(field(text));
    }

    private static @Nullable From field(String name) {
        return switch (name) {
            case "trackedEntity" -> (record, event) -> record.trackedEntity();
            case "enrollment" -> (record, event) -> record.enrollment();
            case "event" -> (record, event) -> event == null ? null : event.event();
            case "orgUnit" -> (record, event) -> event == null ? record.orgUnit() : event.orgUnit();
            case "enrolledAt" -> (record, event) -> record.enrolledAt();
            case "incidentAt" -> (record, event) -> record.occurredAt();
            case "occurredAt" -> (record, event) -> event == null ? record.occurredAt() : event.occurredAt();
            case "status" -> (record, event) -> event == null ? record.status() : event.status();
            default -> null;
        };
    }

    /** Of the row's own event where it is of that stage, otherwise of the newest of that stage that has it. */
    private static From element(String stage, String element) {
        return (record, event) -> {
            if (event != null && event.programStage().equals(stage)) {
                return event.values().get(element);
            }
            return record.events().stream()
                    .filter(each -> !each.deleted()
                            && each.programStage().equals(stage)
                            && each.values().containsKey(element))
                    .max(Comparator.comparing((CaseRecord.Event each) -> String.valueOf(each.occurredAt()))
                            .thenComparing(CaseRecord.Event::event))
                    .map(each -> each.values().get(element))
                    .orElse(null);
        };
    }
}
