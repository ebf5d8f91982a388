package org.pirogue.country;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.lint.Nearest;
import org.pirogue.files.NamePattern;
import org.pirogue.flow.Flow;
import org.pirogue.flow.table.TableRules;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;

/** Which connections each step of a flow names, and whether the flow's workspace may read or write there. */
final class ConnectionCheck {
    private static final Set<String> TARGETS =
            Set.of("changed-slices-action", "changed-objects-action", "changed-rows-action");

    private final Workspaces workspaces;
    private final KameletFiles kamelets;
    private final Findings findings;
    private final Function<Flow.Step, String> place;

    ConnectionCheck(
            Workspaces workspaces, KameletFiles kamelets, Findings findings, Function<Flow.Step, String> place) {
        this.workspaces = workspaces;
        this.kamelets = kamelets;
        this.findings = findings;
        this.place = place;
    }

    void check(Flow flow) {
        for (Flow.Step step : flow.collect()) {
            String connection = step.parameters().get("connection");
            if (TARGETS.contains(step.kamelet())) {
                comparison(flow, step);
                write(flow, step, connection);
            } else if (connection != null && !workspaces.mayRead(flow.workspace(), connection)) {
                String hint = "add '" + flow.workspace() + "' to its readable-by";
                refuse("P175", flow, step, connection, "may not read from it", hint);
            }
            type(step, connection);
            web(step, connection);
        }
        lookups(flow);
        for (Flow.Step step : flow.deliver()) {
            write(flow, step, step.parameters().get("connection"));
            type(step, step.parameters().get("connection"));
            web(step, step.parameters().get("connection"));
            same(flow, step, "connection");
            same(flow, step, "dataSet");
        }
    }

    /** Datasets that a join looks into are read as by dataset-source. */
    private void lookups(Flow flow) {
        flow.step("join-action").ifPresent(step -> TableRules.ofDatasets(flow).forEach(join -> {
            if (!workspaces.mayRead(flow.workspace(), join.connection())) {
                refuse(
                        "P175",
                        flow,
                        step,
                        join.connection(),
                        "may not read from it",
                        "add '" + flow.workspace() + "' to its readable-by");
            }
            type(step, join.connection(), Set.of(WorkspaceSettings.Type.DATASETS));
        }));
    }

    private void type(Flow.Step step, @Nullable String connection) {
        type(step, connection, kamelets.leadsTo(step));
    }

    private void type(Flow.Step step, @Nullable String connection, Set<WorkspaceSettings.Type> wanted) {
        WorkspaceSettings.Type is =
                connection == null ? null : workspaces.settings().typeOf(connection);
        if (is == null || wanted.contains(is)) {
            return;
        }
        List<String> others = workspaces.settings().connections().keySet().stream()
                .filter(name -> wanted.contains(workspaces.settings().typeOf(name)))
                .toList();
        findings.add(
                "P576",
                place.apply(step),
                connection,
                step.kamelet() + " needs a connection of type "
                        + wanted.stream().map(ConnectionCheck::said).sorted().collect(Collectors.joining(" or "))
                        + ", this one is of type " + said(is),
                others.isEmpty() ? "add one of that type" : "one of " + others);
    }

    /** A file that was written is not read again. */
    private void comparison(Flow flow, Flow.Step step) {
        WorkspaceSettings.Flow said = workspaces.settings().flows().get(flow.name());
        if (step.kamelet().equals("changed-rows-action") && said != null && said.reconcileSchedule() != null) {
            findings.add(
                    "P619",
                    place.apply(step),
                    "reconcile-schedule",
                    "the target of a table is not compared",
                    "remove it from pirogue.flows." + flow.name());
        }
    }

    private static String said(WorkspaceSettings.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** A web server has no list of its files, and takes none. */
    private void web(Flow.Step step, @Nullable String connection) {
        if (connection == null || workspaces.settings().typeOf(connection) != WorkspaceSettings.Type.HTTP) {
            return;
        }
        String pattern = step.parameters().getOrDefault("pattern", "");
        if (step.kamelet().equals("table-file-sink")) {
            findings.add(
                    "P678",
                    place.apply(step),
                    connection,
                    "nothing is written by HTTP",
                    "take a connection of type folder or sftp");
        } else if (step.kamelet().equals("table-file-source") && new NamePattern(pattern).isWild()) {
            findings.add(
                    "P679",
                    place.apply(step),
                    pattern,
                    "a web server does not say which files it has",
                    "write their names, separated by commas, without a star");
        }
    }

    private void write(Flow flow, Flow.Step step, String connection) {
        String said = connection == null ? "" : connection;
        if (!workspaces.mayWrite(flow.workspace(), said)) {
            refuse("P176", flow, step, said, "does not own it", "only the owner's flows write to a connection");
        }
    }

    private void refuse(String code, Flow flow, Flow.Step step, String connection, String what, String hint) {
        Set<String> known = workspaces.settings().connections().keySet();
        if (known.contains(connection)) {
            findings.add(code, place.apply(step), connection, "workspace '" + flow.workspace() + "' " + what, hint);
        } else {
            findings.add("P177", place.apply(step), connection, "no such connection", Nearest.to(connection, known));
        }
    }

    /** The ledger keeps what stands at one place: a sink that wrote to another would make it lie. */
    private void same(Flow flow, Flow.Step sink, String parameter) {
        String said = sink.parameters().get(parameter);
        flow.collect().stream()
                .filter(step -> TARGETS.contains(step.kamelet()))
                .map(step -> step.parameters().get(parameter))
                .filter(wanted -> wanted != null && said != null && !wanted.equals(said))
                .forEach(wanted -> findings.add(
                        "P194",
                        place.apply(sink),
                        said,
                        "collect compares with another " + parameter,
                        "write " + wanted));
    }
}
