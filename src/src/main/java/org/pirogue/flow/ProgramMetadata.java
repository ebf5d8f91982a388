package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one server says of one Tracker program: the codes of its stages, elements, attributes and units, by UID. */
public final class ProgramMetadata {
    private final String id;
    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> orgUnits = new HashMap<>();

    private ProgramMetadata(String id) {
        this.id = id;
    }

    /** @param program a program as {@link MetadataReader} asks for it */
    static ProgramMetadata of(JsonNode program) {
        ProgramMetadata metadata = new ProgramMetadata(program.path("id").asText());
        for (JsonNode stage : program.path("programStages")) {
            metadata.add(stage);
            for (JsonNode member : stage.path("programStageDataElements")) {
                metadata.add(member.path("dataElement"));
            }
        }
        for (JsonNode member : program.path("programTrackedEntityAttributes")) {
            metadata.add(member.path("trackedEntityAttribute"));
        }
        for (JsonNode unit : program.path("organisationUnits")) {
            metadata.orgUnits.put(unit.path("id").asText(), DataSetMetadata.codeOf(unit));
        }
        return metadata;
    }

    private void add(JsonNode object) {
        codes.put(object.path("id").asText(), DataSetMetadata.codeOf(object));
    }

    public String id() {
        return id;
    }

    /** Code of a stage, data element or attribute; its UID where it has none. */
    public String code(String uid) {
        return codes.getOrDefault(uid, uid);
    }

    /** Whether it has a stage, data element or attribute of that code. */
    public boolean has(String code) {
        return codes.containsValue(code);
    }

    /** Code of an organisation unit of the program, null where the program is not assigned to it. */
    public @Nullable String orgUnit(String uid) {
        return orgUnits.get(uid);
    }
}
