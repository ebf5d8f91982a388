package org.pirogue.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** Brings a sandbox into the state that a recording presumes. */
final class Preparation {
    private static final String UNIT = "Vc5Gqlx2pQS";

    private final Sandbox sandbox;

    Preparation(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Returns the path to call. */
    String before(Recording recording) throws Exception {
        switch (recording.name()) {
            case "complete-post-200", "complete-get-200" -> first("complete-post-200");
            case "orgunit-delete-leaf-200" -> leaf("VWafkKhdYlS");
            // Values as they stood at the time of the call: later calls changed them before the export was taken.
            case "dvs-get-after-bad-orgunit-200" -> confirmed("202501", "11");
            case "dvs-get-page-pagesize-ignored-200" -> confirmed("202501", "24");
            case "dvs-get-period-200",
                    "dvs-get-csv-200",
                    "dvs-get-include-deleted-200",
                    "dvs-get-split-code-scheme-200",
                    "dvs-get-unfold-200" -> confirmed("202510", "6");
            case "analytics-aggregate-200", "analytics-code-output-200", "analytics-dvs-200" ->
                confirmed("202501", "24");
            default -> {}
        }
        if (recording.name().startsWith("analytics-")) {
            // The export of metadata that the others presume was made without them.
            Path indicators = Recording.RESOURCES.resolve("fixture").resolve("indicators.json");
            sandbox.loadMetadata(Recording.JSON.readTree(indicators.toFile()));
        }
        if (recording.name().startsWith("task") && recording.path().contains("DATAVALUE_IMPORT")) {
            return afterAsync(recording);
        }
        return recording.path();
    }

    private void confirmed(String period, String value) {
        sandbox.dataValues()
                .put("rH1qSakZi0H", period, UNIT, "etrr0M9YDdF", "", value, "admin", Fixture.CLOCK.instant());
    }

    private void leaf(String id) {
        ObjectNode unit = Recording.JSON.createObjectNode().put("id", id).put("name", "Temp HC");
        unit.putObject("parent").put("id", "Ojxyssdpy3q");
        sandbox.metadata().put("organisationUnits", unit);
    }

    private HttpResponse<String> first(String name) throws Exception {
        Recording recording = Recording.named(name);
        return RecordedContractTest.send(sandbox, recording, recording.path());
    }

    private String afterAsync(Recording recording) throws Exception {
        boolean early = recording.name().contains("early") || recording.name().contains("unknown");
        if (early) {
            return recording.path();
        }
        String id = Recording.JSON
                .readTree(first("dvs-post-async-200").body())
                .path("response")
                .path("id")
                .asText();
        sandbox.instance().background().submit(() -> {}).get();
        return recording.path().replace("LJlTDn1nHNC", id);
    }
}
