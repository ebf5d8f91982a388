package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetPublisher;
import org.pirogue.workspace.dataset.DatasetReader;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Publication;

/** The datasets of a test's workspace. */
final class DatasetStory {
    static final String WORKSPACE = "test";

    private final Bench bench;

    DatasetStory(Bench bench) {
        this.bench = bench;
    }

    static Map<String, WorkspaceSettings.Connection> connection() {
        return Map.of(Bench.CONNECTION, WorkspaceSettings.Connection.datasets(WORKSPACE));
    }

    /** A line of each version that has its rows, and the rows of the current one. */
    List<Map<String, Object>> stands(String dataset) {
        List<Map<String, Object>> lines = new ArrayList<>();
        DatasetName name = new DatasetName(WORKSPACE, dataset);
        Datasets datasets = bench.bean(Datasets.class);
        if (datasets.list(WORKSPACE).stream().noneMatch(each -> each.name().equals(name))) {
            return lines;
        }
        datasets.versions(name).stream()
                .filter(version -> version.droppedAt() == null)
                .sorted(Comparator.comparing(DatasetVersion::version))
                .forEach(version -> lines.add(line(version)));
        Envelope reads = new Envelope("test", WORKSPACE, 0, 1, Envelope.Mode.COMPARE);
        try (Table table = bench.bean(DatasetReader.class).table(datasets.version(name, null), reads)) {
            table.parts().forEachRemaining(part -> part.rows()
                    .forEach(row -> lines.add(TableStory.line(table.columns(), row))));
        }
        return lines;
    }

    void publish(String workspace, String dataset, Table table, List<String> key, long run) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        bench.bean(DatasetPublisher.class)
                .publish(new Publication(
                        new DatasetName(workspace, dataset),
                        table,
                        key,
                        table.envelope().flow(),
                        run,
                        nothing,
                        nothing,
                        Publication.About.NOTHING));
    }

    private static Map<String, Object> line(DatasetVersion version) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("version", String.valueOf(version.version()));
        line.put("added", String.valueOf(version.added()));
        line.put("changed", String.valueOf(version.changed()));
        line.put("gone", String.valueOf(version.gone()));
        return line;
    }
}
