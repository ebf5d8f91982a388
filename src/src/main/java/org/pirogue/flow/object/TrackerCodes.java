package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.flow.FlowException;

/** What the things of one tracker program are called at a server: codes are shared between servers, uids are not. */
final class TrackerCodes {
    private static final String FIELDS = "id,code,trackedEntityType[id,code],programStages[id,code,"
            + "programStageDataElements[dataElement[id,code]]],programTrackedEntityAttributes[trackedEntityAttribute[id,code]],"
            + "organisationUnits[id,code]";

    /** What an object is, so that a stage and an element may have the same code. */
    enum Kind {
        TYPE,
        STAGE,
        ELEMENT,
        ATTRIBUTE,
        ORG_UNIT
    }

    private record Name(Kind kind, String text) {}

    private final String program;
    private final String code;
    private final Map<Name, String> codes = new HashMap<>();
    private final Map<Name, String> uids = new HashMap<>();

    private TrackerCodes(JsonNode program) {
        this.program = program.path("id").asText();
        this.code = program.path("code").asText();
        add(Kind.TYPE, program.path("trackedEntityType"));
        for (JsonNode stage : program.path("programStages")) {
            add(Kind.STAGE, stage);
            stage.path("programStageDataElements").forEach(each -> add(Kind.ELEMENT, each.path("dataElement")));
        }
        program.path("programTrackedEntityAttributes")
                .forEach(each -> add(Kind.ATTRIBUTE, each.path("trackedEntityAttribute")));
        program.path("organisationUnits").forEach(each -> add(Kind.ORG_UNIT, each));
    }

    /** @throws FlowException P312 when the server has no such program */
    static TrackerCodes read(Dhis2BulkClient client, String connection, String code) {
        JsonNode found = client.read(
                        "programs", Map.of("fields", List.of(FIELDS), "filter", List.of("code:eq:" + code)))
                .path("programs");
        if (found.size() != 1) {
            throw new FlowException(
                    "P312",
                    "connection '" + connection + "' shows no programs with code '" + code
                            + "': check the code, and that the connection's user may read it");
        }
        return new TrackerCodes(found.get(0));
    }

    private void add(Kind kind, JsonNode object) {
        String uid = object.path("id").asText();
        String said = object.path("code").asText("");
        codes.put(new Name(kind, uid), said.isEmpty() ? uid : said);
        uids.put(new Name(kind, said.isEmpty() ? uid : said), uid);
    }

    String program() {
        return program;
    }

    String code() {
        return code;
    }

    /** Its code, or the uid where it has none or is not of this program. */
    String code(Kind kind, String uid) {
        return codes.getOrDefault(new Name(kind, uid), uid);
    }

    @Nullable
    String uid(Kind kind, String code) {
        return uids.get(new Name(kind, code));
    }
}
