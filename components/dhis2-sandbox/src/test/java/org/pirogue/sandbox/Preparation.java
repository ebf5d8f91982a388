package org.pirogue.sandbox;

import java.net.http.HttpResponse;
import java.util.List;

/** Brings a sandbox into the state that a recording presumes. */
final class Preparation {
    static final List<String> RECORDED_IDS = List.of("LJlTDn1nHNC");

    private final Sandbox sandbox;
    private final List<String> ids;

    Preparation(Sandbox sandbox, List<String> ids) {
        this.sandbox = sandbox;
        this.ids = ids;
    }

    /** Returns the path to call. */
    String before(Recording recording) throws Exception {
        switch (recording.name()) {
            case "complete-post-200" -> first("complete-post-200");
            case "orgunit-delete-leaf-200" -> first("orgunit-post-201");
            default -> {}
        }
        if (recording.name().startsWith("task") && recording.path().contains("DATAVALUE_IMPORT")) {
            return afterAsync(recording);
        }
        return recording.path();
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
        ids.add(id);
        sandbox.instance().background().submit(() -> {}).get();
        return recording.path().replace("LJlTDn1nHNC", id);
    }
}
