package org.pirogue.country;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.pirogue.batch.Column;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.table.TableRules;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.dataset.DatasetName;

/** Flows that end in a dataset: its name, that no other flow writes it, and that nothing of a person reaches it. */
final class DatasetCheck {
    private final SourceColumns sources;
    private final Findings findings;
    private final BiFunction<Flow, Flow.Step, String> place;

    /** @param place of a step, with its line */
    DatasetCheck(FlowFiles files, Findings findings, BiFunction<Flow, Flow.Step, String> place) {
        this.sources = new SourceColumns(files);
        this.findings = findings;
        this.place = place;
    }

    void check(List<Flow> flows) {
        Map<String, String> written = new HashMap<>();
        for (Flow flow : flows) {
            flow.deliver().stream()
                    .filter(step -> step.kamelet().equals(TableRules.DATASET))
                    .forEach(sink -> {
                        String dataset = sink.parameters().getOrDefault("dataset", "");
                        name(flow, sink, dataset);
                        alone(written, flow, sink, dataset);
                        personal(flow, sink);
                    });
        }
    }

    private void name(Flow flow, Flow.Step sink, String dataset) {
        if (!DatasetName.isPlain(dataset)) {
            findings.add(
                    "P741",
                    place.apply(flow, sink),
                    dataset,
                    "no name of a dataset",
                    "small letters, digits and hyphens, a letter first, 40 at most");
        }
    }

    private void alone(Map<String, String> written, Flow flow, Flow.Step sink, String dataset) {
        String other = written.putIfAbsent(flow.workspace() + "/" + dataset, flow.name());
        if (other != null) {
            findings.add(
                    "P751",
                    place.apply(flow, sink),
                    dataset,
                    "flow '" + other + "' writes this dataset",
                    "give it a name of its own");
        }
    }

    /** What a run would refuse with the first row; what a join adds is seen only there. */
    private void personal(Flow flow, Flow.Step sink) {
        if (flow.step(TableRules.ANONYMISE).isPresent() || TableRules.isOfCounts(flow)) {
            return;
        }
        if (TableRules.isOfCases(flow)) {
            findings.add(
                    "P753",
                    place.apply(flow, sink),
                    sink.parameters().getOrDefault("dataset", ""),
                    "the dataset comes from a list of cases: nobody could be given a share of it",
                    "put anonymise-action before changed-rows-action");
        }
        try {
            List<String> personal = sources.of(flow).orElse(List.of()).stream()
                    .filter(Column::personal)
                    .map(Column::name)
                    .toList();
            if (!personal.isEmpty()) {
                findings.add(
                        "P740",
                        place.apply(flow, sink),
                        String.join(", ", personal),
                        "these columns of its source say something of one person, and a dataset is for sharing",
                        "put anonymise-action before changed-rows-action");
            }
        } catch (Problems | FlowException said) {
            // Reported where the file was read.
            return;
        }
    }
}
