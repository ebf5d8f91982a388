package org.pirogue.sandbox.sample;

import java.time.LocalDate;

/** Which UID everything about a case has on the server that keeps it. */
final class CaseIds {
    private final Cases spec;
    private final Names names;
    private final LocalDate open;

    /** @param open enrollments from this day on are still active */
    CaseIds(Cases spec, Names names, LocalDate open) {
        this.spec = spec;
        this.names = names;
        this.open = open;
    }

    String trackedEntity(Case one) {
        return names.made("trackedEntity/" + one.person().number());
    }

    String enrollment(Case one) {
        return names.made("enrollment/" + one.number());
    }

    /** Of the event of the case's own stage. */
    String event(Case one) {
        return event(one, spec.stage());
    }

    String event(Case one, String stage) {
        return names.made("event/" + one.number() + (stage.equals(spec.stage()) ? "" : "/" + stage));
    }

    String unit(Unit unit) {
        return names.unit(unit);
    }

    String program() {
        return names.id("programs", spec.program());
    }

    String stage(String code) {
        return names.id("programStages", code);
    }

    String trackedEntityType() {
        return names.object("programs", spec.program())
                .path("trackedEntityType")
                .path("id")
                .asText();
    }

    String attribute(String code) {
        return names.id("trackedEntityAttributes", code);
    }

    String element(String code) {
        return names.id("dataElements", code);
    }

    String status(Case one) {
        return one.day().isBefore(open) ? "COMPLETED" : "ACTIVE";
    }
}
