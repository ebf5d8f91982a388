package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.User;
import org.pirogue.sandbox.metadata.Users;

/** Writes tracked entities, enrollments and events as DHIS2 does, in its order of properties. */
final class RowWriter {
    private final JsonGenerator out;
    private final TrackerModel model;
    private final Users users;
    private final Naming naming;
    private final @Nullable String program;
    private final boolean includeDeleted;
    private final Map<String, Optional<User>> authors = new HashMap<>();

    RowWriter(
            JsonGenerator out,
            TrackerModel model,
            Users users,
            Naming naming,
            @Nullable String program,
            boolean includeDeleted) {
        this.out = out;
        this.model = model;
        this.users = users;
        this.naming = naming;
        this.program = program;
        this.includeDeleted = includeDeleted;
    }

    void write(Row row, Fields fields) throws IOException {
        if (row instanceof Row.OfEntity entity) {
            write(entity.entity(), fields);
        } else if (row instanceof Row.OfEnrollment enrollment) {
            write(enrollment.entity(), enrollment.enrollment(), fields);
        } else if (row instanceof Row.OfEvent event) {
            write(event.entity(), event.enrollment(), event.event(), fields);
        }
    }

    private void write(TrackedEntity entity, Fields fields) throws IOException {
        Stamp stamp = entity.stamp();
        out.writeStartObject();
        text(fields, "trackedEntity", entity.uid());
        text(fields, "trackedEntityType", entity.trackedEntityType());
        time(fields, "createdAt", stamp.createdAt());
        time(fields, "createdAtClient", stamp.createdAtClient());
        time(fields, "updatedAt", stamp.updatedAt());
        time(fields, "updatedAtClient", stamp.updatedAtClient());
        text(fields, "orgUnit", naming.orgUnit(entity.orgUnit()));
        flag(fields, "inactive", entity.inactive());
        flag(fields, "deleted", entity.deleted());
        flag(fields, "potentialDuplicate", entity.potentialDuplicate());
        author(fields, "createdBy", stamp.createdBy());
        author(fields, "updatedBy", stamp.updatedBy());
        empty(fields, "relationships");
        attributes(fields, entity, shown(entity));
        if (fields.has("enrollments")) {
            out.writeArrayFieldStart("enrollments");
            for (Enrollment enrollment : entity.enrollments()) {
                boolean asked = program == null || program.equals(enrollment.program());
                if (asked && (includeDeleted || !enrollment.deleted())) {
                    write(entity, enrollment, fields.of("enrollments"));
                }
            }
            out.writeEndArray();
        }
        owners(entity, fields);
        out.writeEndObject();
    }

    /** Without a program only the attributes of the type show; those of a program show with it. */
    private @Nullable Set<String> shown(TrackedEntity entity) {
        if (program != null) {
            return null;
        }
        return model.entityType(entity.trackedEntityType())
                .map(TrackerModel.EntityType::attributes)
                .orElse(Set.of());
    }

    private void owners(TrackedEntity entity, Fields fields) throws IOException {
        if (!fields.has("programOwners")) {
            return;
        }
        Fields inner = fields.of("programOwners");
        out.writeArrayFieldStart("programOwners");
        for (TrackedEntity.Owner owner : entity.owners()) {
            if (program == null || program.equals(owner.program())) {
                out.writeStartObject();
                text(inner, "orgUnit", naming.orgUnit(owner.orgUnit()));
                text(inner, "trackedEntity", entity.uid());
                text(inner, "program", naming.program(owner.program()));
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private void write(TrackedEntity entity, Enrollment enrollment, Fields fields) throws IOException {
        Stamp stamp = enrollment.stamp();
        out.writeStartObject();
        text(fields, "enrollment", enrollment.uid());
        time(fields, "createdAt", stamp.createdAt());
        time(fields, "createdAtClient", stamp.createdAtClient());
        time(fields, "updatedAt", stamp.updatedAt());
        time(fields, "updatedAtClient", stamp.updatedAtClient());
        text(fields, "trackedEntity", entity.uid());
        text(fields, "program", naming.program(enrollment.program()));
        text(fields, "status", enrollment.status());
        text(fields, "orgUnit", naming.orgUnit(enrollment.orgUnit()));
        time(fields, "enrolledAt", enrollment.enrolledAt());
        time(fields, "occurredAt", enrollment.occurredAt());
        flag(fields, "followUp", enrollment.followUp());
        flag(fields, "deleted", enrollment.deleted());
        if (enrollment.completedAt() != Stamp.NEVER) {
            text(fields, "completedBy", stamp.updatedBy());
            time(fields, "completedAt", enrollment.completedAt());
        }
        text(fields, "storedBy", stamp.createdBy());
        author(fields, "createdBy", stamp.createdBy());
        author(fields, "updatedBy", stamp.updatedBy());
        text(fields, "attributeOptionCombo", naming.optionCombo(model.defaultOptionCombo()));
        events(entity, enrollment, fields);
        empty(fields, "relationships");
        attributes(
                fields,
                entity,
                model.program(enrollment.program())
                        .map(TrackerModel.Program::attributes)
                        .orElse(null));
        empty(fields, "notes");
        out.writeEndObject();
    }

    private void events(TrackedEntity entity, Enrollment enrollment, Fields fields) throws IOException {
        if (!fields.has("events")) {
            return;
        }
        out.writeArrayFieldStart("events");
        for (Event event : enrollment.events()) {
            if (includeDeleted || !event.deleted()) {
                write(entity, enrollment, event, fields.of("events"));
            }
        }
        out.writeEndArray();
    }

    private void write(TrackedEntity entity, Enrollment enrollment, Event event, Fields fields) throws IOException {
        Stamp stamp = event.stamp();
        out.writeStartObject();
        text(fields, "event", event.uid());
        text(fields, "status", event.status());
        text(fields, "program", naming.program(enrollment.program()));
        text(fields, "programStage", naming.stage(event.programStage()));
        text(fields, "enrollment", enrollment.uid());
        text(fields, "trackedEntity", entity.uid());
        text(fields, "orgUnit", naming.orgUnit(event.orgUnit()));
        empty(fields, "relationships");
        time(fields, "occurredAt", event.occurredAt());
        time(fields, "scheduledAt", event.scheduledAt());
        text(fields, "storedBy", stamp.createdBy());
        flag(fields, "followUp", event.followUp());
        flag(fields, "deleted", event.deleted());
        time(fields, "createdAt", stamp.createdAt());
        time(fields, "createdAtClient", stamp.createdAtClient());
        time(fields, "updatedAt", stamp.updatedAt());
        time(fields, "updatedAtClient", stamp.updatedAtClient());
        text(fields, "attributeOptionCombo", naming.optionCombo(model.defaultOptionCombo()));
        text(fields, "attributeCategoryOptions", naming.option(model.defaultOption()));
        if (event.completedAt() != Stamp.NEVER) {
            text(fields, "completedBy", stamp.updatedBy());
            time(fields, "completedAt", event.completedAt());
        }
        author(fields, "createdBy", stamp.createdBy());
        author(fields, "updatedBy", stamp.updatedBy());
        dataValues(event, fields);
        empty(fields, "notes");
        out.writeEndObject();
    }

    private void dataValues(Event event, Fields fields) throws IOException {
        if (!fields.has("dataValues")) {
            return;
        }
        Fields inner = fields.of("dataValues");
        out.writeArrayFieldStart("dataValues");
        for (Value value : event.dataValues()) {
            out.writeStartObject();
            time(inner, "createdAt", value.createdAt());
            time(inner, "updatedAt", value.updatedAt());
            text(inner, "storedBy", event.stamp().createdBy());
            flag(inner, "providedElsewhere", false);
            text(inner, "dataElement", naming.dataElement(value.id()));
            text(inner, "value", value.value());
            author(inner, "createdBy", event.stamp().createdBy());
            author(inner, "updatedBy", event.stamp().updatedBy());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void attributes(Fields fields, TrackedEntity entity, @Nullable Set<String> shown) throws IOException {
        if (!fields.has("attributes")) {
            return;
        }
        Fields inner = fields.of("attributes");
        out.writeArrayFieldStart("attributes");
        for (Value value : entity.attributes()) {
            if (shown == null || shown.contains(value.id())) {
                attribute(inner, value, entity.stamp());
            }
        }
        out.writeEndArray();
    }

    private void attribute(Fields fields, Value value, Stamp stamp) throws IOException {
        Optional<TrackerModel.Field> field = model.attribute(value.id());
        out.writeStartObject();
        text(fields, "attribute", naming.attribute(value.id()));
        if (field.isPresent() && !field.get().code().isEmpty()) {
            text(fields, "code", field.get().code());
        }
        text(fields, "displayName", field.map(TrackerModel.Field::name).orElse(""));
        time(fields, "createdAt", value.createdAt());
        time(fields, "updatedAt", value.updatedAt());
        text(fields, "storedBy", stamp.createdBy());
        text(fields, "valueType", field.map(TrackerModel.Field::valueType).orElse("TEXT"));
        text(fields, "value", value.value());
        out.writeEndObject();
    }

    private void text(Fields fields, String name, String value) throws IOException {
        if (fields.has(name)) {
            out.writeStringField(name, value);
        }
    }

    private void flag(Fields fields, String name, boolean value) throws IOException {
        if (fields.has(name)) {
            out.writeBooleanField(name, value);
        }
    }

    private void time(Fields fields, String name, long time) throws IOException {
        if (time != Stamp.NEVER && fields.has(name)) {
            out.writeStringField(name, TimeText.of(time));
        }
    }

    private void empty(Fields fields, String name) throws IOException {
        if (fields.has(name)) {
            out.writeArrayFieldStart(name);
            out.writeEndArray();
        }
    }

    private void author(Fields fields, String name, String username) throws IOException {
        if (!fields.has(name)) {
            return;
        }
        Optional<User> author = authors.computeIfAbsent(username, users::byName);
        out.writeObjectFieldStart(name);
        if (author.isPresent()) {
            out.writeStringField("uid", author.get().id());
        }
        out.writeStringField("username", username);
        if (author.isPresent()) {
            out.writeStringField("firstName", author.get().firstName());
            out.writeStringField("surname", author.get().surname());
        }
        out.writeEndObject();
    }
}
