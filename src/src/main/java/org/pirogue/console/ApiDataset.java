package org.pirogue.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.DatasetVersion;

/** A dataset as the REST interface shows it. */
record ApiDataset(
        String workspace,
        String name,
        String state,
        String title,
        String description,
        String owner,
        @Nullable Long version,
        int keepLast,
        int keepDays,
        String madeAt,
        String stateAt,
        String stateBy) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ApiDataset of(Dataset dataset) {
        return new ApiDataset(
                dataset.name().workspace(),
                dataset.name().name(),
                dataset.state().name().toLowerCase(Locale.ROOT),
                dataset.title(),
                dataset.description(),
                dataset.owner(),
                dataset.current(),
                dataset.keepLast(),
                dataset.keepDays(),
                dataset.madeAt().toString(),
                dataset.stateAt().toString(),
                dataset.stateBy());
    }

    /** @param droppedAt when its rows were given up */
    record Version(
            long version,
            String madeAt,
            String flow,
            String run,
            long rows,
            long added,
            long changed,
            long gone,
            String content,
            @Nullable String droppedAt) {
        static Version of(DatasetVersion version) {
            return new Version(
                    version.version(),
                    version.madeAt().toString(),
                    version.flow(),
                    Long.toString(version.run()),
                    version.rows(),
                    version.added(),
                    version.changed(),
                    version.gone(),
                    version.content(),
                    version.droppedAt() == null ? null : version.droppedAt().toString());
        }
    }

    /**
     * With one of its versions.
     *
     * @param columns name, type, description and profile of each
     */
    record Described(
            ApiDataset dataset,
            Version version,
            List<String> key,
            JsonNode columns,
            JsonNode quality,
            JsonNode lineage) {
        static Described of(Dataset dataset, DatasetVersion version) {
            ArrayNode columns = JSON.createArrayNode();
            for (Column column : version.columns()) {
                columns.addObject()
                        .put("name", column.name())
                        .put("type", column.type().name().toLowerCase(Locale.ROOT))
                        .put("description", column.description())
                        .set("profile", version.profile().path(column.name()));
            }
            return new Described(
                    ApiDataset.of(dataset),
                    Version.of(version),
                    version.key(),
                    columns,
                    version.quality(),
                    version.lineage());
        }
    }
}
