package org.pirogue.country;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Column;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.TableRules;
import org.pirogue.flow.TableShape;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.DatasetContract;

/** Whether a flow, as it stands, would break what its dataset promises: before it runs, and in the file where it is promised. */
final class ContractCheck {
    private static final String TELL = "tell.camel.yaml";

    private final SourceColumns sources;
    private final Findings findings;

    ContractCheck(FlowFiles files, Findings findings) {
        this.sources = new SourceColumns(files);
        this.findings = findings;
    }

    /** @param shared folder of the routes that belong to no flow */
    void check(List<Flow> flows, Path shared) {
        flows.forEach(this::check);
        boolean any = flows.stream().anyMatch(flow -> flow.deliver().stream()
                .anyMatch(step -> step.kamelet().equals(TableRules.DATASET)));
        if (any && !Files.isRegularFile(shared.resolve(TELL))) {
            findings.add(
                    "P760",
                    findings.place(shared.resolve(TELL)),
                    null,
                    "flows write datasets, and nothing tells those who were given a share of one",
                    "copy this file from Pirogue's routes/shared");
        }
    }

    private void check(Flow flow) {
        Path file = flow.folder().resolve(DatasetContract.FILE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            Optional<List<Column>> columns = sources.of(flow).flatMap(source -> TableShape.of(flow, source));
            if (columns.isPresent()) {
                TableRules.contract(flow)
                        .breaches(columns.get(), key(flow))
                        .forEach(breach -> findings.add(
                                "P738",
                                file,
                                line(file, breach.column()),
                                breach.column(),
                                breach.text(),
                                breach.hint()));
            }
        } catch (Problems | FlowException said) {
            // Reported where the file was read.
            return;
        }
    }

    private static List<String> key(Flow flow) {
        return Arrays.stream(flow.step("changed-rows-action")
                        .map(step -> step.parameters().getOrDefault("key", ""))
                        .orElse("")
                        .split(","))
                .map(String::strip)
                .filter(column -> !column.isEmpty())
                .toList();
    }

    /** The first line that names it in quotes; the first of the file where none does. */
    private static int line(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).contains('"' + name + '"')) {
                    return at + 1;
                }
            }
        } catch (IOException unreadable) {
            return 1;
        }
        return 1;
    }
}
