package org.pirogue.country;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.country.lint.ConfigShape;
import org.pirogue.country.lint.RouteShape;
import org.pirogue.country.lint.YamlFile;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.flow.table.TableRules;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.Workspaces;
import org.quartz.CronExpression;

/** Reads and checks everything that a country brought, and says all that is wrong at once; loads nothing. */
public final class CountryFiles {
    private static final String ROUTES = ".camel.yaml";

    private final Path home;
    private final String country;
    private final Path routes;
    private final Workspaces workspaces;
    private final FlowFiles files;
    private final Findings findings;

    private CountryFiles(Path home, String country, Workspaces workspaces, FlowFiles files) {
        this.home = home;
        this.country = country;
        this.routes = home.resolve("routes").resolve(country);
        this.workspaces = workspaces;
        this.files = files;
        this.findings = new Findings(home);
    }

    /** What was found. @param flows the flows that can be read, even where something in them is wrong */
    public record Checked(Flows flows, List<Problem> problems) {}

    /** @param home folder that holds {@code routes/}, {@code config/} and {@code kamelets/} */
    public static Checked check(Path home, String country, Workspaces workspaces, FlowFiles files) {
        CountryFiles check = new CountryFiles(home, country, workspaces, files);
        workspaces.secrets((code, setting, text) -> check.findings.add(code, setting, null, text, "give the secret"));
        Flows flows = check.run();
        return new Checked(flows, check.found());
    }

    /** The same, but for secrets: who edits the files need not have them. */
    static List<Problem> lint(Path home, String country, Workspaces workspaces, FlowFiles files) {
        CountryFiles check = new CountryFiles(home, country, workspaces, files);
        check.run();
        return check.found();
    }

    /** What the country's settings may say; at a start this was looked at before anything read them. */
    static List<Problem> config(Path home, String country) {
        Findings findings = new Findings(home);
        Path file = configOf(home, country);
        if (Files.exists(file)) {
            YamlFile.read(file, "P152", findings.in(file))
                    .ifPresent(yaml -> new ConfigShape(country, findings.in(file)).check(yaml));
        }
        return findings.all();
    }

    static Path configOf(Path home, String country) {
        return home.resolve("config").resolve(country).resolve("application-" + country + ".yaml");
    }

    private List<Problem> found() {
        Path file = configOf(home, country);
        return new SettingPlaces(file, findings.place(file)).of(findings.all());
    }

    private Flows run() {
        workspaces.problems(
                (code, setting, text) -> findings.add(code, setting, null, text, "correct the configuration"));
        new Folders(home, findings).check(country);
        shared(home.resolve("routes/shared"));
        KameletFiles kamelets = new KameletFiles(home.resolve("kamelets"), findings);
        FlowReader reader = new FlowReader(findings);
        List<Flow> flows = new ArrayList<>();
        Set<String> folders = folders();
        workspaces.settings().flows().forEach((name, setting) -> {
            String workspace = setting.workspace();
            schedule(name, "schedule", setting.schedule());
            schedule(name, "reconcile-schedule", setting.reconcileSchedule());
            if (!folders.remove(name)) {
                findings.add("P151", findings.place(routes.resolve(name)), name, "no such folder", "add the flow");
            } else if (workspace != null) {
                flows.addAll(reader.read(routes.resolve(name), workspace));
            }
        });
        for (String left : folders) {
            findings.add(
                    "P158",
                    findings.place(routes.resolve(left)),
                    left,
                    "the configuration does not name this flow",
                    "add pirogue.flows." + left + ", with its workspace");
        }
        for (Flow flow : flows) {
            kamelets.check(flow, findings, step -> reader.place(flow, step));
            new ConnectionCheck(workspaces, kamelets, findings, step -> reader.place(flow, step)).check(flow);
            files(flow);
        }
        claims(flows);
        new TopicCheck(workspaces.settings(), findings, reader::place).check(flows);
        new DatasetCheck(files, findings, reader::place).check(flows);
        new ContractCheck(files, findings).check(flows, home.resolve("routes/shared"));
        new PairCheck(workspaces.settings(), files, findings, reader::place).check(flows);
        LatestCheck latest = new LatestCheck(files, findings, reader::place);
        flows.forEach(latest::check);
        new Dependencies(workspaces.settings().flows(), findings, name -> flows.stream()
                        .anyMatch(flow -> flow.name().equals(name)
                                && flow.source().kamelet().equals("dataset-source")))
                .check(home.resolve("routes/shared"));
        return new Flows(flows);
    }

    private void shared(Path folder) {
        try (var found = Files.list(folder)) {
            for (Path file : found.filter(each -> each.toString().endsWith(ROUTES))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(ROUTES, "");
                YamlFile.read(file, "P152", findings.in(file))
                        .ifPresent(yaml -> RouteShape.shared(name, yaml, findings.in(file)));
            }
        } catch (java.io.IOException e) {
            findings.add("P150", findings.place(folder), null, "no shared routes", "copy Pirogue's routes/shared");
        }
    }

    private Set<String> folders() {
        try (var found = Files.list(routes)) {
            return new TreeSet<>(found.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList());
        } catch (java.io.IOException e) {
            findings.add(
                    "P150", findings.place(routes), null, "the country has no routes", "check its name, and --home");
            return new TreeSet<>();
        }
    }

    private void schedule(String flow, String setting, @Nullable String schedule) {
        if (schedule != null && !CronExpression.isValidExpression(schedule)) {
            findings.add(
                    "P174",
                    "pirogue.flows." + flow + "." + setting,
                    schedule,
                    "no Quartz cron expression",
                    "six fields, seconds first: 0 10 * * * ?");
        }
    }

    private void files(Flow flow) {
        readable(flow, () -> files.carriesOnlyCompleteness(flow));
        readable(flow, () -> files.analytics(flow));
        readable(flow, () -> files.conversion(flow));
        readable(flow, () -> files.indicators(flow));
        readable(flow, () -> files.suppression(flow));
        readable(flow, () -> files.checkedValueRules(flow));
        TableRules.steps(flow)
                .forEach(step -> readable(flow, () -> {
                    TableRules.check(flow, step);
                    return step;
                }));
        flow.deliver().stream()
                .filter(step -> step.kamelet().equals(TableRules.DATASET))
                .forEach(step -> readable(
                        flow,
                        () -> TableRules.units(
                                flow, TableRules.notes(flow, step.parameters().getOrDefault("about", "")))));
        readable(flow, () -> TableRules.contract(flow));
        if (flow.step("align-org-units-action").isPresent()) {
            readable(flow, () -> files.alignmentRules(flow));
            readable(flow, () -> files.reviewedUnits(flow));
        }
        if (flow.step("table-file-source").isPresent()) {
            readable(flow, () -> files.tableFiles(flow));
        }
        Map<String, Supplier<?>> readers = new TreeMap<>(Map.of(
                "map-codes-action", () -> files.mapping(flow),
                "aggregate-events-action", () -> files.rules(flow),
                "check-quality-action", () -> files.checks(flow, check(flow))));
        readers.forEach((kamelet, reader) -> {
            if (flow.step(kamelet).isPresent()) {
                readable(flow, reader);
            }
        });
    }

    private static String check(Flow flow) {
        return flow.step("check-quality-action")
                .map(step -> step.parameter("rules"))
                .orElse("");
    }

    private void readable(Flow flow, Supplier<?> reader) {
        try {
            reader.get();
        } catch (Problems problems) {
            findings.addAll(beside(flow, problems));
        } catch (FlowException e) {
            String text = String.valueOf(e.getMessage()).substring(e.code().length() + 1);
            findings.add(e.code(), findings.place(flow.folder()), null, text, "correct the flow");
        }
    }

    /** A table is found by the folder of its flow: there is more than one mapping.csv. */
    private Problems beside(Flow flow, Problems problems) {
        return new Problems(problems.all().stream()
                .map(each -> Files.exists(flow.folder().resolve(each.place().replaceFirst(":\\d+$", "")))
                        ? new Problem(
                                each.code(),
                                findings.place(flow.folder()) + "/" + each.place(),
                                each.value(),
                                each.text(),
                                each.hint())
                        : each)
                .toList());
    }

    /** Two flows that claim one cell of a connection would undo each other's work for ever. */
    private void claims(List<Flow> flows) {
        Map<String, Map<Cell, String>> claimed = new HashMap<>();
        claimedObjects(flows);
        for (Flow flow : flows.stream().filter(Flow::carriesValues).toList()) {
            try {
                Flow.Step target = flow.target();
                Map<Cell, String> cells = claimed.computeIfAbsent(
                        target.parameter("connection") + "/" + target.parameter("dataSet"), none -> new HashMap<>());
                for (Cell cell : files.claim(flow)) {
                    String other = cells.putIfAbsent(cell, flow.name());
                    if (other != null) {
                        findings.add(
                                "P159",
                                findings.place(flow.folder()),
                                cell.toString(),
                                "flow '" + other + "' claims this cell of the same data set",
                                "let one of them write it");
                    }
                }
            } catch (Problems | FlowException said) {
                // Reported where the file was read.
                continue;
            }
        }
    }

    /** All units of a server are one flow's: two would rename them in turn. Tracker objects are each flow's own. */
    private void claimedObjects(List<Flow> flows) {
        Map<String, String> claimed = new HashMap<>();
        for (Flow flow : flows) {
            if (flow.source().kamelet().equals("dhis2-org-units-source") && flow.carriesObjects()) {
                String connection = flow.target().parameters().getOrDefault("connection", "");
                String other = claimed.putIfAbsent(connection, flow.name());
                if (other != null) {
                    findings.add(
                            "P159",
                            findings.place(flow.folder()),
                            connection,
                            "flow '" + other + "' writes the organisation units of this connection",
                            "let one of them write them");
                }
            }
        }
    }
}
