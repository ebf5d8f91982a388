package org.pirogue.country;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.pirogue.batch.Cell;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Pairs;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.workspace.WorkspaceSettings;

/**
 * What flows say of values that somebody else changed: their policies, and, of two flows that go both ways, that each
 * names the other and that they do not both want to win.
 */
final class PairCheck {
    private static final Set<String> SINKS = Set.of("dhis2-data-values-sink", "dhis2-completeness-sink");
    private static final Map<String, String> MIRRORED =
            Map.of("source", "target", "target", "source", "ask", "ask", "latest", "latest");

    private final WorkspaceSettings settings;
    private final FlowFiles files;
    private final Findings findings;
    private final BiFunction<Flow, Flow.Step, String> place;

    /** @param place of a step, with its line */
    PairCheck(
            WorkspaceSettings settings, FlowFiles files, Findings findings, BiFunction<Flow, Flow.Step, String> place) {
        this.settings = settings;
        this.files = files;
        this.findings = findings;
        this.place = place;
    }

    void check(List<Flow> flows) {
        Map<String, Flow> byName = new TreeMap<>();
        flows.forEach(flow -> byName.put(flow.name(), flow));
        flows.forEach(flow -> {
            sink(flow).ifPresent(sink -> policies(flow, sink));
            reverse(flow, byName);
        });
    }

    private static Optional<Flow.Step> sink(Flow flow) {
        return flow.deliver().stream()
                .filter(step -> SINKS.contains(step.kamelet()))
                .findFirst();
    }

    private void policies(Flow flow, Flow.Step sink) {
        policy(flow, sink, "policy");
        policy(flow, sink, "firstRun");
        String table = sink.parameters().getOrDefault("policies", "");
        if (!table.isBlank()) {
            try {
                files.policies(flow, table);
            } catch (Problems problems) {
                findings.addAll(problems);
            }
        }
    }

    private void policy(Flow flow, Flow.Step sink, String parameter) {
        String said = sink.parameters().get(parameter);
        if (said != null && !MIRRORED.containsKey(said)) {
            findings.add("P423", place(flow), said, parameter + " is no policy", "write source, target, latest or ask");
        }
    }

    private void reverse(Flow flow, Map<String, Flow> flows) {
        WorkspaceSettings.Flow setting = settings.flows().get(flow.name());
        String reverse = setting == null ? null : setting.reverse();
        if (reverse == null) {
            return;
        }
        WorkspaceSettings.Flow back = settings.flows().get(reverse);
        Flow other = flows.get(reverse);
        String place = "pirogue.flows." + flow.name() + ".reverse";
        if (back == null || other == null || !flow.name().equals(back.reverse()) || reverse.equals(flow.name())) {
            findings.add(
                    "P425",
                    place,
                    reverse,
                    "two flows of both directions name each other",
                    "set pirogue.flows." + reverse + ".reverse to '" + flow.name() + "', or remove it");
        } else if (flow.name().compareTo(reverse) < 0) {
            contradictions(flow, other);
            tables(flow, other);
            oneToOne(flow, other, place);
        }
    }

    private void contradictions(Flow flow, Flow other) {
        for (String parameter : List.of("policy", "firstRun")) {
            String here = said(flow, parameter);
            String there = said(other, parameter);
            if (!there.equals(MIRRORED.getOrDefault(here, there))) {
                findings.add(
                        "P426",
                        place(flow),
                        here,
                        parameter + " is '" + there + "' in the other direction, '" + other.name()
                                + "': both would want to win, or to yield",
                        "write 'ask' or 'latest' in both, or 'source' in one and 'target' in the other");
            }
        }
    }

    /** Single cells: what the tables say of one may contradict what the other direction says of it. */
    private void tables(Flow flow, Flow other) {
        try {
            Mapping back = files.mapping(other);
            for (Cell cell : files.claim(flow)) {
                for (Cell there : back.targetsOf(cell)) {
                    contradiction(flow, cell, other, there);
                }
            }
        } catch (Problems | FlowException said) {
            // Reported where the file was read.
            return;
        }
    }

    private void contradiction(Flow flow, Cell cell, Flow other, Cell there) {
        Optional<String> here = stated(flow, cell);
        Optional<String> back = stated(other, there);
        if (here.isEmpty() && back.isEmpty()) {
            return;
        }
        for (String parameter : List.of("policy", "firstRun")) {
            String one = here.orElse(said(flow, parameter));
            String two = back.orElse(said(other, parameter));
            if (!two.equals(MIRRORED.get(one))) {
                findings.add(
                        "P426",
                        place(flow),
                        cell.toString(),
                        "its " + parameter + " is '" + one + "' here, and '" + two + "' in the other direction, '"
                                + other.name() + "', where it is " + there,
                        "name it in the policies of both: 'ask' or 'latest' in both, or 'source' in one and 'target' in the"
                                + " other");
                return;
            }
        }
    }

    private Optional<String> stated(Flow flow, Cell cell) {
        String table = sink(flow)
                .map(sink -> sink.parameters().getOrDefault("policies", ""))
                .orElse("");
        return table.isBlank()
                ? Optional.empty()
                : files.policies(flow, table).of(cell).map(policy -> policy.name()
                        .toLowerCase(Locale.ROOT));
    }

    private static String said(Flow flow, String parameter) {
        String silent = parameter.equals("policy") ? "ask" : "source";
        return sink(flow)
                .map(sink -> sink.parameters().getOrDefault(parameter, silent))
                .orElse(silent);
    }

    private void oneToOne(Flow flow, Flow other, String place) {
        try {
            boolean shared = Pairs.isOneToOne(flow)
                    && Pairs.isOneToOne(other)
                    && files.mapping(other).claim().stream().anyMatch(files.mapping(flow)::isSource);
            if (!shared) {
                findings.add(
                        "P432",
                        place,
                        other.name(),
                        "the flows share no cell: what one writes, the other does not read",
                        "correct their mappings, or remove reverse from both");
            }
        } catch (Problems | FlowException said) {
            // Reported where the file was read; a flow without a mapping shares nothing.
            findings.add("P432", place, other.name(), "only flows with a mapping can go both ways", "remove reverse");
        }
    }

    private String place(Flow flow) {
        return place.apply(flow, sink(flow).orElseGet(flow::source));
    }
}
