package org.pirogue.country;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.country.lint.Branch;
import org.pirogue.country.lint.FlowShape;
import org.pirogue.country.lint.YamlFile;
import org.pirogue.flow.Flow;

/** Reads what a flow's route YAML says, without running it: which kamelets, in which order, with which parameters. */
final class FlowReader {
    private static final String KAMELET = "kamelet:";
    private static final String QUEUE = "jms:queue:";
    private static final String CHUNKS = "rows-to-values-action";

    private final Findings findings;
    private final Map<Flow.Step, Integer> lines = new IdentityHashMap<>();

    FlowReader(Findings findings) {
        this.findings = findings;
    }

    /** Where a step that was read here stands, with its line. */
    String place(Flow flow, Flow.Step step) {
        return findings.place(flow.file(flow.name() + ".camel.yaml")) + ":" + lines.getOrDefault(step, 1);
    }

    /** @param folder {@code routes/<country>/<flow>}; what is wrong goes to the problems, and the flow is left out */
    List<Flow> read(Path folder, String workspace) {
        String name = folder.getFileName().toString();
        Path file = folder.resolve(name + ".camel.yaml");
        if (!Files.isRegularFile(file)) {
            findings.add("P151", findings.place(file), null, "flow '" + name + "' has no route file", "add it");
            return List.of();
        }
        Optional<Branch> yaml = YamlFile.read(file, "P152", findings.in(file));
        yaml.ifPresent(found -> new FlowShape(name, findings.in(file)).check(found));
        return yaml.map(found -> read(name, workspace, folder, file, found)).orElse(List.of());
    }

    private List<Flow> read(String name, String workspace, Path folder, Path file, Branch yaml) {
        Branch collect = route(yaml, name + ".collect");
        Branch deliver = route(yaml, name + ".deliver");
        if (yaml.items().size() != 2 || collect.isMissing() || deliver.isMissing()) {
            findings.add(
                    "P153",
                    file,
                    unexpected(yaml, name),
                    null,
                    "a flow is two routes and nothing else",
                    "name them '" + name + ".collect' and '" + name + ".deliver'");
            return List.of();
        }
        List<Flow.Step> steps = new ArrayList<>();
        add(steps, collect.get("from"));
        collected(collect.get("from").get("steps").items(), steps);
        List<Flow.Step> delivery = new ArrayList<>();
        deliver.get("from").get("steps").items().forEach(step -> add(delivery, step.get("to")));
        queues(name, workspace + "." + name, collect, deliver, file);
        if (steps.isEmpty() || delivery.isEmpty()) {
            Branch empty = steps.isEmpty() ? collect : deliver;
            findings.add("P154", file, empty.line(), null, "no kamelet", "begin with a source, end with a sink");
            return List.of();
        }
        Flow flow =
                new Flow(name, workspace, folder, List.copyOf(steps), List.copyOf(delivery), workspace + "." + name);
        order(flow);
        chunks(collect, flow);
        return List.of(flow);
    }

    /** The line of the first route that has another id than it must have, or of an id that stands twice. */
    private static int unexpected(Branch yaml, String name) {
        List<String> wanted = new ArrayList<>(List.of(name + ".collect", name + ".deliver"));
        for (Branch entry : yaml.items()) {
            if (!wanted.remove(entry.get("route").get("id").text())) {
                return entry.get("route").get("id").line();
            }
        }
        return yaml.line();
    }

    private static Branch route(Branch yaml, String id) {
        return yaml.items().stream()
                .map(entry -> entry.get("route"))
                .filter(route -> route.get("id").text().equals(id))
                .findFirst()
                .orElse(yaml.get(id));
    }

    private static String uri(Branch call) {
        return call.isScalar() ? call.text() : call.get("uri").text();
    }

    private void add(List<Flow.Step> steps, Branch call) {
        String uri = uri(call);
        if (uri.startsWith(KAMELET)) {
            Map<String, String> parameters = new LinkedHashMap<>();
            call.get("parameters").keys().forEach((name, value) -> parameters.put(name, value.text()));
            Flow.Step step = new Flow.Step(uri.substring(KAMELET.length()), parameters);
            lines.put(step, call.isScalar() ? call.line() : call.get("uri").line());
            steps.add(step);
        }
    }

    private void queues(String name, String queue, Branch collect, Branch deliver, Path file) {
        Branch last = lastCall(collect);
        queue(last, queue, file, name + ".collect ends in");
        queue(deliver.get("from"), queue, file, name + ".deliver begins with");
        if (!deliver.get("from").get("steps").items().stream()
                .allMatch(step -> step.get("split").isMissing())) {
            findings.add("P157", file, deliver.line(), null, "deliver hands nothing on", "remove its splitter");
        }
        List<Branch> steps = collect.get("from").get("steps").items();
        onlyLastSplits(steps, file);
    }

    private void onlyLastSplits(List<Branch> steps, Path file) {
        for (Branch step : steps.subList(0, Math.max(0, steps.size() - 1))) {
            if (!step.get("split").isMissing()) {
                findings.add("P157", file, step.line(), null, "only the last step splits, into the queue", "remove it");
            }
        }
        if (isOfChunks(steps)) {
            onlyLastSplits(steps.get(steps.size() - 1).get("split").get("steps").items(), file);
        }
    }

    /** The queue stands in a splitter: a chunk gives none, one or several messages. */
    private static Branch lastCall(Branch route) {
        Branch split = lastSplit(route.get("from"));
        List<Branch> inside = split.get("steps").items();
        return inside.size() == 1 ? inside.get(0).get("to") : split;
    }

    private static Branch lastSplit(Branch around) {
        List<Branch> steps = around.get("steps").items();
        Branch split = steps.isEmpty() ? around : steps.get(steps.size() - 1).get("split");
        return isOfChunks(steps) ? lastSplit(split) : split;
    }

    /** A table becomes chunks on its way: each of them goes through the steps behind, one after the other. */
    private static boolean isOfChunks(List<Branch> steps) {
        return steps.size() > 1
                && uri(steps.get(steps.size() - 2).get("to")).equals(KAMELET + CHUNKS)
                && !steps.get(steps.size() - 1).get("split").isMissing();
    }

    private void collected(List<Branch> branches, List<Flow.Step> steps) {
        branches.forEach(step -> add(steps, step.get("to")));
        if (isOfChunks(branches)) {
            collected(
                    branches.get(branches.size() - 1).get("split").get("steps").items(), steps);
        }
    }

    /** All chunks at once would lie in memory; one that fails must not keep the others from being handed over. */
    private void chunks(Branch collect, Flow flow) {
        List<Branch> steps = collect.get("from").get("steps").items();
        if (flow.step(CHUNKS).isEmpty()) {
            return;
        }
        Branch last = steps.get(steps.size() - 1);
        Branch split = last.get("split");
        if (!isOfChunks(steps)
                || !split.get("streaming").text().equals("true")
                || !split.get("stopOnException").isMissing()) {
            findings.add(
                    "P719",
                    place(flow, flow.step(CHUNKS).get()),
                    null,
                    "what rows-to-values-action gives is split, chunk by chunk",
                    "put all steps behind it into a split of ${body} with streaming: true, without stopOnException");
        }
    }

    private void queue(Branch call, String queue, Path file, String what) {
        String found = uri(call);
        if (!found.equals(QUEUE + queue)) {
            int line = call.isScalar() ? call.line() : call.get("uri").line();
            findings.add("P157", file, line, found, what + " another queue", "use jms:queue:" + queue);
        }
    }

    /** A sink before the ledger would write what nobody compared; a second source would read for another flow. */
    private void order(Flow flow) {
        for (Flow.Step step : flow.collect()) {
            String kind = step == flow.source() ? "-source" : "-action";
            expect(flow, step, kind, "collect is a source, then actions");
            String said = step.parameters().get("flow");
            if ((step == flow.source() || said != null) && !flow.name().equals(said)) {
                findings.add(
                        "P155", place(flow, step), said, "flow is not the folder's name", "say '" + flow.name() + "'");
            }
        }
        for (Flow.Step step : flow.deliver()) {
            expect(flow, step, "-sink", "deliver is a sink");
        }
    }

    private void expect(Flow flow, Flow.Step step, String kind, String text) {
        if (!step.kamelet().endsWith(kind)) {
            findings.add("P154", place(flow, step), step.kamelet(), text, "begin with a source, end with a sink");
        }
    }
}
