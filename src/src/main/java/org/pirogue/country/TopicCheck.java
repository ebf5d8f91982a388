package org.pirogue.country;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.pirogue.flow.Flow;
import org.pirogue.workspace.WorkspaceSettings;

/** Flows that end in a topic: its name, that no other flow writes the same records, and that nothing asks to read it. */
final class TopicCheck {
    private static final String NAME = "[A-Za-z0-9._-]{1,249}";

    private final WorkspaceSettings settings;
    private final Findings findings;
    private final BiFunction<Flow, Flow.Step, String> place;

    TopicCheck(WorkspaceSettings settings, Findings findings, BiFunction<Flow, Flow.Step, String> place) {
        this.settings = settings;
        this.findings = findings;
        this.place = place;
    }

    void check(List<Flow> flows) {
        Map<String, String> written = new HashMap<>();
        for (Flow flow : flows) {
            for (Flow.Step sink : flow.deliver()) {
                String topic = sink.parameters().get("topic");
                if (topic != null && settings.typeOf(connection(sink)) == WorkspaceSettings.Type.KAFKA) {
                    name(flow, sink, topic);
                    alone(written, flow, sink, topic);
                    comparison(flow, sink);
                }
            }
        }
    }

    private static String connection(Flow.Step sink) {
        return sink.parameters().getOrDefault("connection", "");
    }

    /** It becomes a part of an address: anything else would be read as options of Camel's. */
    private void name(Flow flow, Flow.Step sink, String topic) {
        if (!topic.matches(NAME) || topic.matches("[.]{1,2}")) {
            findings.add(
                    "P586",
                    place.apply(flow, sink),
                    topic,
                    "no name of a topic",
                    "letters, digits, dots, hyphens and underscores");
        }
    }

    /** A record is a whole slice of its flow: a second flow of the data set would take the first one's values away. */
    private void alone(Map<String, String> written, Flow flow, Flow.Step sink, String topic) {
        String dataSet = flow.step("changed-slices-action")
                .map(step -> step.parameters().getOrDefault("dataSet", ""))
                .orElse("");
        String other = written.putIfAbsent(connection(sink) + "/" + topic + "/" + dataSet, flow.name());
        if (other != null) {
            findings.add(
                    "P587",
                    place.apply(flow, sink),
                    topic,
                    "flow '" + other + "' writes the records of data set " + dataSet + " to this topic",
                    "give it a topic of its own, or another dataSet");
        }
    }

    private void comparison(Flow flow, Flow.Step sink) {
        WorkspaceSettings.Flow said = settings.flows().get(flow.name());
        if (said != null && said.reconcileSchedule() != null) {
            findings.add(
                    "P584",
                    place.apply(flow, sink),
                    "reconcile-schedule",
                    "a topic cannot be read and compared",
                    "remove it from pirogue.flows." + flow.name());
        }
    }
}
