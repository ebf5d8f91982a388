package org.pirogue.prepare.aggregate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The day that decides in which period something is counted.
 *
 * @param stage of an element, otherwise empty
 * @param code of an attribute or an element, otherwise empty
 */
record RuleDate(Kind kind, String stage, String code) {
    private static final Pattern ATTRIBUTE = Pattern.compile("A\\{\\s*([^}]+?)\\s*}");
    private static final Pattern ELEMENT = Pattern.compile("#\\{\\s*([^}.]+?)\\s*\\.\\s*([^}.]+?)\\s*}");

    enum Kind {
        EVENT,
        ENROLLMENT,
        INCIDENT,
        ATTRIBUTE,
        ELEMENT
    }

    /** @throws Refused P223 */
    static RuleDate parse(String text) {
        Matcher attribute = ATTRIBUTE.matcher(text);
        Matcher element = ELEMENT.matcher(text);
        if (attribute.matches()) {
            return new RuleDate(Kind.ATTRIBUTE, "", attribute.group(1));
        }
        if (element.matches()) {
            return new RuleDate(Kind.ELEMENT, element.group(1), element.group(2));
        }
        return switch (text) {
            case "event" -> new RuleDate(Kind.EVENT, "", "");
            case "enrollment" -> new RuleDate(Kind.ENROLLMENT, "", "");
            case "incident" -> new RuleDate(Kind.INCIDENT, "", "");
            default ->
                throw new Refused(
                        "P223",
                        "date '" + text + "' is not known",
                        "write event, enrollment, incident, A{ATTRIBUTE} or #{STAGE.ELEMENT}");
        };
    }

    @Nullable
    String of(Row row) {
        return switch (kind) {
            case EVENT -> row.eventDay();
            case ENROLLMENT -> row.variable(Row.Variable.ENROLLMENT_DATE);
            case INCIDENT -> row.variable(Row.Variable.INCIDENT_DATE);
            case ATTRIBUTE -> row.attribute(code);
            case ELEMENT -> row.element(stage, code);
        };
    }

    void addTo(Fields.Builder fields) {
        switch (kind) {
            case EVENT -> fields.variable(Row.Variable.EVENT_DATE);
            case ENROLLMENT -> fields.variable(Row.Variable.ENROLLMENT_DATE);
            case INCIDENT -> fields.variable(Row.Variable.INCIDENT_DATE);
            case ATTRIBUTE -> fields.attribute(code);
            case ELEMENT -> fields.element(stage, code);
        }
    }
}
