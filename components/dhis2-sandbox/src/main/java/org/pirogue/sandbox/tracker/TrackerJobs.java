package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Notifier;
import org.pirogue.sandbox.metadata.User;

/** Imports in the background: one after the other, with progress messages and a report that stays. */
final class TrackerJobs {
    static final String TYPE = "TRACKER_IMPORT_JOB";
    private static final List<String> BEFORE = List.of(
            "Loading file resource",
            "Loading file content",
            "Running PreHeat",
            "Running PreProcess",
            "Running Validation",
            "Running Rule Engine",
            "Running Rule Engine Validation",
            "Calculating Payload Size");

    private final Instance instance;
    private final TrackerImport imports;

    TrackerJobs(Instance instance, TrackerImport imports) {
        this.instance = instance;
        this.imports = imports;
    }

    /** Queues an import and returns its id. */
    String start(Payload payload, ImportOptions options, User user) {
        String id = instance.uids().next();
        instance.background().execute(() -> run(id, payload, options, user));
        return id;
    }

    private void run(String id, Payload payload, ImportOptions options, User user) {
        Notifier notifier = instance.notifier();
        notifier.add(TYPE, id, "INFO", "Tracker import started", false, options.toJson());
        try {
            BEFORE.forEach(step -> notifier.add(TYPE, id, "INFO", step, false));
            ImportReport report = imports.run(payload, options, user);
            if (report.committed()) {
                notifier.add(TYPE, id, "INFO", "Commit Transaction", false);
                notifier.add(TYPE, id, "INFO", "PostCommit", false);
            }
            notifier.summary(TYPE, id, report.toJson());
            notifier.add(TYPE, id, report.ok() ? "INFO" : "ERROR", report.closing(), true);
        } catch (Refusal refusal) {
            notifier.add(TYPE, id, "ERROR", String.valueOf(refusal.getMessage()), false);
        }
    }

    ArrayNode messages(String id) {
        return TaskMessages.of(instance.notifier().messages(TYPE, id));
    }
}
