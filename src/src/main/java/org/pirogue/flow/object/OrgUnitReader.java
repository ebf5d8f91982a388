package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.flow.FlowException;
import org.pirogue.workspace.Connections;

/** Reads organisation units of a DHIS2 server. */
public class OrgUnitReader {
    private static final String PATH = "organisationUnits";
    private static final int PAGE = 1_000;
    /** Keeps the address of one request under what servers and proxies take. */
    private static final int PER_CALL = 100;

    private final Connections connections;

    public OrgUnitReader(Connections connections) {
        this.connections = connections;
    }

    /** One unit of a hierarchy. @param path {@code /top/…/uid}; @param closed empty while it is open */
    public record Placed(String uid, String label, String path, String closed, String lastUpdated) {
        int level() {
            return path.split("/").length - 1;
        }

        String parent() {
            String above = path.substring(0, path.lastIndexOf('/'));
            return above.substring(above.lastIndexOf('/') + 1);
        }
    }

    /** The unit itself and all below it, parents first. @throws FlowException P260 no such unit, P261 the pages do not fit */
    public List<Placed> hierarchy(String connection, String rootCode) {
        String root = root(connection, rootCode);
        Map<String, Placed> units = new LinkedHashMap<>();
        long total = -1;
        for (int page = 1; total < 0 || (long) (page - 1) * PAGE < total; page++) {
            JsonNode answer = page(connection, root, page);
            long said = answer.path("pager").path("total").asLong(-1);
            mustBe(total < 0 ? said >= 0 : said == total, connection);
            total = said;
            answer.path(PATH).forEach(unit -> {
                Placed placed = placed(unit);
                units.put(placed.uid(), placed);
            });
        }
        mustBe(units.size() == total && units.containsKey(root), connection);
        List<Placed> ordered = new ArrayList<>(units.values());
        ordered.sort(java.util.Comparator.comparingInt(Placed::level).thenComparing(Placed::label));
        return ordered;
    }

    private JsonNode page(String connection, String root, int page) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("fields", List.of("id,code,path,closedDate,lastUpdated"));
        parameters.put("filter", List.of("path:like:" + root));
        parameters.put("order", List.of("id:asc"));
        parameters.put("pageSize", List.of(String.valueOf(PAGE)));
        parameters.put("page", List.of(String.valueOf(page)));
        return connections.client(connection).read(PATH, parameters);
    }

    private static Placed placed(JsonNode unit) {
        return new Placed(
                unit.path("id").asText(),
                OrgUnitFields.label(unit),
                unit.path("path").asText(),
                unit.path("closedDate").asText(""),
                unit.path("lastUpdated").asText());
    }

    /** Half a hierarchy would say that units are gone. */
    private static void mustBe(boolean right, String connection) {
        if (!right) {
            throw new FlowException(
                    "P261",
                    "connection '" + connection
                            + "' did not show its organisation units as one whole: they changed while they were read, or pages are missing");
        }
    }

    private String root(String connection, String code) {
        JsonNode found = connections
                .client(connection)
                .read(PATH, Map.of("fields", List.of("id"), "filter", List.of("code:eq:" + code)))
                .path(PATH);
        if (found.size() != 1) {
            throw new FlowException(
                    "P260",
                    "connection '" + connection + "' shows no organisation unit with code '" + code
                            + "': check the parameter 'root', and that the connection's user may see it");
        }
        return found.get(0).path("id").asText();
    }

    public List<ObjectNode> byIds(String connection, Collection<String> ids, String fields) {
        return in(connection, "id", ids, fields);
    }

    List<ObjectNode> byCodes(String connection, Collection<String> codes, String fields) {
        return in(connection, "code", codes, fields);
    }

    private List<ObjectNode> in(String connection, String property, Collection<String> values, String fields) {
        List<String> all = values.stream().distinct().sorted().toList();
        List<ObjectNode> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PER_CALL) {
            String some = String.join(",", all.subList(from, Math.min(from + PER_CALL, all.size())));
            JsonNode answer = connections
                    .client(connection)
                    .read(
                            PATH,
                            Map.of(
                                    "fields", List.of(fields),
                                    "filter", List.of(property + ":in:[" + some + "]"),
                                    "paging", List.of("false")));
            mustBeAList(answer, connection);
            answer.path(PATH).forEach(unit -> found.add((ObjectNode) unit));
        }
        return found;
    }

    /** An answer of another shape is not "there are none". */
    private static void mustBeAList(JsonNode answer, String connection) {
        if (!answer.path(PATH).isArray()) {
            throw new FlowException(
                    "P309", "connection '" + connection + "' answered something else than organisation units");
        }
    }
}
