package org.pirogue.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The writing half of {@link BatchJson}. Keys are sorted: the same batch is always the same bytes. */
final class BatchWriter {
    private final JsonGenerator json;

    BatchWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(SliceBatch batch) throws IOException {
        begin("slices", batch.envelope(), batch.scope(), batch.tally());
        json.writeArrayFieldStart("slices");
        for (Slice slice : batch.slices()) {
            json.writeStartObject();
            key(slice.key());
            values(slice.values());
            edits(slice.edits());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : batch.findings()) {
            finding(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void write(CaseBatch batch) throws IOException {
        begin("cases", batch.envelope(), batch.scope(), batch.tally());
        json.writeArrayFieldStart("cases");
        for (CaseRecord record : batch.cases()) {
            record(record);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void begin(String kind, Envelope envelope, Scope scope, Tally tally) throws IOException {
        json.writeStartObject();
        json.writeNumberField("contract", BatchJson.CONTRACT);
        json.writeStringField("kind", kind);
        json.writeObjectFieldStart("envelope");
        json.writeStringField("flow", envelope.flow());
        json.writeStringField("workspace", envelope.workspace());
        json.writeNumberField("run", envelope.run());
        json.writeNumberField("chunk", envelope.chunk());
        json.writeStringField("mode", envelope.mode().name());
        json.writeEndObject();
        json.writeObjectFieldStart("scope");
        json.writeStringField("period", scope.period());
        json.writeArrayFieldStart("orgUnits");
        for (String unit : scope.orgUnits()) {
            json.writeString(unit);
        }
        json.writeEndArray();
        json.writeEndObject();
        tally(tally);
    }

    private void tally(Tally tally) throws IOException {
        json.writeObjectFieldStart("tally");
        json.writeNumberField("used", tally.used());
        json.writeNumberField("ignored", tally.ignored());
        json.writeNumberField("unmapped", tally.unmapped());
        json.writeNumberField("invalid", tally.invalid());
        json.writeNumberField("duplicate", tally.duplicate());
        json.writeNumberField("suppressed", tally.suppressed());
        json.writeEndObject();
    }

    private void key(SliceKey key) throws IOException {
        json.writeStringField("dataSet", key.dataSet());
        json.writeStringField("orgUnit", key.orgUnit());
        json.writeStringField("period", key.period());
        json.writeStringField("attributeOptions", key.attributeOptions());
    }

    private void edits(SortedMap<Cell, Edit> edits) throws IOException {
        if (edits.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("edits");
        for (Map.Entry<Cell, Edit> edit : edits.entrySet()) {
            json.writeStartObject();
            json.writeStringField("dataElement", edit.getKey().dataElement());
            json.writeStringField("categoryOptions", edit.getKey().categoryOptions());
            json.writeStringField("at", edit.getValue().at());
            if (edit.getValue().by() != null) {
                json.writeStringField("by", edit.getValue().by());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Cells are sorted by data element: each opens one object. */
    private void values(SortedMap<Cell, String> values) throws IOException {
        json.writeObjectFieldStart("values");
        String open = null;
        for (Map.Entry<Cell, String> value : values.entrySet()) {
            String dataElement = value.getKey().dataElement();
            if (!dataElement.equals(open)) {
                if (open != null) {
                    json.writeEndObject();
                }
                json.writeObjectFieldStart(dataElement);
                open = dataElement;
            }
            json.writeStringField(value.getKey().categoryOptions(), value.getValue());
        }
        if (open != null) {
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void finding(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", finding.code());
        if (finding.key() != null) {
            json.writeObjectFieldStart("key");
            key(finding.key());
            json.writeEndObject();
        }
        if (finding.cell() != null) {
            json.writeObjectFieldStart("cell");
            json.writeStringField("dataElement", finding.cell().dataElement());
            json.writeStringField("categoryOptions", finding.cell().categoryOptions());
            json.writeEndObject();
        }
        textUnlessNull("value", finding.value());
        json.writeStringField("place", finding.place());
        json.writeStringField("text", finding.text());
        json.writeBooleanField("kept", finding.kept());
        json.writeEndObject();
    }

    private void record(CaseRecord record) throws IOException {
        json.writeStartObject();
        json.writeStringField("trackedEntity", record.trackedEntity());
        json.writeStringField("enrollment", record.enrollment());
        json.writeStringField("orgUnit", record.orgUnit());
        textUnlessNull("enrolledAt", record.enrolledAt());
        textUnlessNull("occurredAt", record.occurredAt());
        json.writeStringField("status", record.status());
        json.writeBooleanField("deleted", record.deleted());
        texts("attributes", record.attributes());
        json.writeArrayFieldStart("events");
        for (CaseRecord.Event event : record.events()) {
            event(event);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void event(CaseRecord.Event event) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", event.event());
        json.writeStringField("programStage", event.programStage());
        json.writeStringField("orgUnit", event.orgUnit());
        json.writeStringField("status", event.status());
        textUnlessNull("occurredAt", event.occurredAt());
        textUnlessNull("scheduledAt", event.scheduledAt());
        json.writeBooleanField("deleted", event.deleted());
        texts("values", event.values());
        json.writeEndObject();
    }

    private void texts(String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private void textUnlessNull(String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
