package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes one DHIS2 server. Safe for many threads; close it to close its connections.
 *
 * <p>Every method throws {@link Dhis2Exception}; nothing is retried here.
 */
public final class Dhis2BulkClient implements Closeable {

    /** Opens nothing yet. */
    public Dhis2BulkClient(Dhis2Connection connection) {}

    /** Data values, read while they arrive. The first call is made here, so that a refusal is seen at once. */
    public DataValues exportDataValues(DataValueQuery query) {
        throw new UnsupportedOperationException();
    }

    /** Tracked entities, page by page. */
    public TrackedEntities exportTrackedEntities(TrackedEntityQuery query) {
        throw new UnsupportedOperationException();
    }

    /** One call, one verdict: where a group sank, its innocent members are BLAMED. */
    public Verdict importDataValues(DataValueImport values) {
        throw new UnsupportedOperationException();
    }

    /**
     * One call, one verdict.
     *
     * @param payload {@code trackedEntities}, {@code enrollments}, {@code events}, {@code relationships}; every object with
     *     a uid made by the caller
     */
    public TrackerVerdict importTracker(ObjectNode payload, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }

    /** A small answer as a whole, such as {@code read("me", Map.of("fields", List.of("id,username")))}. */
    public JsonNode read(String path, Map<String, List<String>> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
