package org.pirogue.sandbox.sample;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.pirogue.sandbox.tracker.Enrollment;
import org.pirogue.sandbox.tracker.Event;
import org.pirogue.sandbox.tracker.Stamp;
import org.pirogue.sandbox.tracker.TrackedEntity;
import org.pirogue.sandbox.tracker.Value;

/** Cases as a server keeps them, with the times when they were written. */
final class CaseRecords {
    private final Cases spec;
    private final CaseIds ids;
    private final String user;

    CaseRecords(Cases spec, CaseIds ids, String user) {
        this.spec = spec;
        this.ids = ids;
        this.user = user;
    }

    /** A person with all of its cases. */
    TrackedEntity person(List<Case> cases) {
        Case first = cases.get(0);
        Case latest = Collections.max(cases, Comparator.comparing(Case::updatedAt));
        List<Value> attributes = new ArrayList<>();
        CaseValues.attributes(spec, first)
                .forEach((attribute, value) -> attributes.add(Value.of(
                        ids.attribute(attribute), value, first.createdAt().toEpochMilli())));
        return TrackedEntity.of(
                ids.trackedEntity(first),
                ids.trackedEntityType(),
                ids.unit(first.enrolledAt()),
                Stamp.of(first.createdAt().toEpochMilli(), latest.updatedAt().toEpochMilli(), user),
                attributes,
                cases.stream().map(this::enrollment).toList());
    }

    private Enrollment enrollment(Case one) {
        Stamp stamp = stamp(one);
        String status = ids.status(one);
        return new Enrollment(
                ids.enrollment(one),
                0,
                ids.program(),
                ids.unit(one.enrolledAt()),
                status,
                midnight(one.day()),
                midnight(one.day()),
                status.equals("COMPLETED") ? stamp.updatedAt() : Stamp.NEVER,
                false,
                stamp,
                events(one, stamp));
    }

    private List<Event> events(Case one, Stamp stamp) {
        List<Event> events = new ArrayList<>();
        CaseValues.byStage(spec, one).forEach((stage, values) -> events.add(event(one, stage, values, stamp)));
        return events;
    }

    private Event event(Case one, String stage, Map<String, String> ofStage, Stamp stamp) {
        List<Value> values = new ArrayList<>();
        ofStage.forEach((element, value) -> values.add(Value.of(ids.element(element), value, stamp.createdAt())));
        return Event.completed(
                ids.event(one, stage),
                ids.stage(stage),
                ids.unit(one.seenAt()),
                midnight(one.seenOn()),
                one.deleted() ? stamp.deleted(stamp.updatedAt(), user) : stamp,
                values);
    }

    private Stamp stamp(Case one) {
        return Stamp.of(one.createdAt().toEpochMilli(), one.updatedAt().toEpochMilli(), user);
    }

    private static long midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
