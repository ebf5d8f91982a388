package org.pirogue.country;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pirogue.workspace.WorkspaceSettings;

/** Whether the flows that follow others can ever begin: each that is named exists, and none waits for itself. */
final class Dependencies {
    private static final String LOOK = "follow.camel.yaml";

    private final Map<String, WorkspaceSettings.Flow> flows;
    private final Findings findings;
    private final Predicate<String> readsDataset;

    /** @param readsDataset whether a flow reads a dataset: it may follow the share of another workspace's */
    Dependencies(Map<String, WorkspaceSettings.Flow> flows, Findings findings, Predicate<String> readsDataset) {
        this.flows = flows;
        this.findings = findings;
        this.readsDataset = readsDataset;
    }

    /** @param shared folder of the routes that belong to no flow */
    void check(Path shared) {
        flows.forEach(this::known);
        TreeSet<String> told = new TreeSet<>();
        for (String flow : flows.keySet()) {
            circle(flow, new ArrayDeque<>(), told);
        }
        boolean any = flows.values().stream().anyMatch(flow -> !flow.dependsOn().isEmpty());
        if (any && !Files.isRegularFile(shared.resolve(LOOK))) {
            findings.add(
                    "P468",
                    findings.place(shared.resolve(LOOK)),
                    null,
                    "flows depend on others, and nothing looks after them",
                    "copy this file from Pirogue's routes/shared");
        }
    }

    private void known(String name, WorkspaceSettings.Flow flow) {
        for (String upstream : flow.dependsOn()) {
            if (!flows.containsKey(upstream)) {
                findings.add("P460", place(name), upstream, "no such flow", "one of " + flows.keySet());
            }
        }
        if (flow.trigger() == WorkspaceSettings.Trigger.ON_NEW_VERSION
                && flow.dependsOn().isEmpty()
                && !readsDataset.test(name)) {
            findings.add(
                    "P462",
                    "pirogue.flows." + name + ".trigger",
                    "on-new-version",
                    "no flow is named whose new version it waits for",
                    "name it in depends-on");
        }
    }

    /** Each circle is told once, at the first of its flows. */
    private void circle(String flow, Deque<String> way, TreeSet<String> told) {
        if (way.contains(flow)) {
            List<String> circle =
                    way.stream().dropWhile(each -> !each.equals(flow)).toList();
            if (told.stream().noneMatch(circle::contains)) {
                told.addAll(circle);
                findings.add(
                        "P461",
                        place(flow),
                        String.join(" -> ", circle) + " -> " + flow,
                        "these flows wait for each other",
                        "take one out of depends-on");
            }
            return;
        }
        WorkspaceSettings.Flow setting = flows.get(flow);
        if (setting == null || told.contains(flow)) {
            return;
        }
        way.addLast(flow);
        setting.dependsOn().forEach(upstream -> circle(upstream, way, told));
        way.removeLast();
    }

    private static String place(String flow) {
        return "pirogue.flows." + flow + ".depends-on";
    }
}
