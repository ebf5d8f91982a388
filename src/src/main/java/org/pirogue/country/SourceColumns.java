package org.pirogue.country;

import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Column;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;

/** Columns that the source of a flow of tables says it has, where it says so beside the flow. */
final class SourceColumns {
    private final FlowFiles files;

    SourceColumns(FlowFiles files) {
        this.files = files;
    }

    Optional<List<Column>> of(Flow flow) {
        Flow.Step source = flow.source();
        String file = source.parameters().getOrDefault("columns", "");
        return switch (source.kamelet()) {
            case "table-file-source" -> Optional.of(files.fileRules(flow, file).tableColumns());
            case "dhis2-case-list-source" ->
                Optional.of(files.columns(flow, file).columns());
            default -> Optional.empty();
        };
    }
}
