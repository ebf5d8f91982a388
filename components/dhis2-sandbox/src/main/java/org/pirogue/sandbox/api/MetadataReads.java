package org.pirogue.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.Fields;
import org.pirogue.sandbox.metadata.Filter;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.ObjectView;
import org.pirogue.sandbox.metadata.Types;

/** Lists and single objects of every metadata type, and the export of all. */
public final class MetadataReads implements Endpoints {
    private static final Set<String> NOT_TYPES =
            Set.of("skipSharing", "fields", "defaults", "download", "order", "filter");

    private final Instance instance;
    private final MetadataStore metadata;
    private final ObjectView view;

    public MetadataReads(Instance instance) {
        this.instance = instance;
        this.metadata = instance.metadata();
        this.view = new ObjectView(metadata);
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/metadata", this::export);
        routes.get("/api/metadata.json", this::export);
        routes.get("/api/{type}", this::list);
        routes.get("/api/{type}/gist", this::gist);
        routes.get("/api/{type}/{id}", this::one);
        routes.get("/api/{type}/{id}/{property}", this::property);
    }

    private String type(Call call) {
        String name = call.pathValue("type");
        if (name.endsWith(".xml")
                || call.header("Accept").filter("application/xml"::equals).isPresent()) {
            throw Refusal.page(
                    406,
                    "Acceptable representations: [application/json, application/json+gzip, application/json+zip, application/*+json].");
        }
        String type = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        if (type.endsWith(".csv") && Types.isServed(type.substring(0, type.length() - 4))) {
            throw Refusal.page(406, "CSV is not covered by this sandbox");
        }
        if (!Types.isServed(type) && !metadata.types().contains(type)) {
            throw Refusal.page(404, "No static resource " + call.path().substring(1) + ".");
        }
        if (type.equals("users") && !call.user().has("F_USER_VIEW")) {
            throw Refusal.of(403, "E1006", "You don't have the proper permissions to read objects of this type.");
        }
        return type;
    }

    private void list(Call call) throws IOException {
        String type = type(call);
        Fields fields = Fields.parse(call.query("fields", "id,displayName"));
        List<ObjectNode> found = found(call, type);
        ObjectNode body = Call.JSON.createObjectNode();
        int from = 0;
        int to = found.size();
        if (call.flag("paging", true) && !call.flag("skipPaging", false)) {
            int size = Math.max(1, call.number("pageSize", 50));
            int pages = Math.max(1, (found.size() + size - 1) / size);
            int asked = Math.max(1, call.number("page", 1));
            body.set("pager", pager(call, type, Math.min(asked, pages), pages, size, found.size()));
            from = Math.min((asked - 1) * size, found.size());
            to = Math.min(from + size, found.size());
        }
        ArrayNode array = body.putArray(type);
        found.subList(from, to).forEach(object -> array.add(fields.of(type, object, view)));
        call.json(body);
    }

    private List<ObjectNode> found(Call call, String type) {
        List<Filter> filters = filters(call, type);
        boolean any = call.query("rootJunction", "AND").equalsIgnoreCase("OR");
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode object : metadata.all(type)) {
            boolean shown = any && !filters.isEmpty()
                    ? filters.stream().anyMatch(filter -> filter.test(type, object, view))
                    : filters.stream().allMatch(filter -> filter.test(type, object, view));
            if (shown) {
                found.add(object);
            }
        }
        found.sort(order(call, type));
        return found;
    }

    private List<Filter> filters(Call call, String type) {
        try {
            return call.queries("filter").stream()
                    .map(text -> Filter.parse(text, type, view))
                    .toList();
        } catch (Filter.Bad e) {
            throw Refusal.of(400, "E1003", e.getMessage());
        }
    }

    private Comparator<ObjectNode> order(Call call, String type) {
        Comparator<ObjectNode> order = (a, b) -> 0;
        for (String by : call.commaSeparated("order")) {
            String[] parts = by.split(":");
            boolean ignoreCase = parts.length > 1 && parts[1].startsWith("i");
            Comparator<ObjectNode> next = Comparator.comparing(object -> sortable(type, object, parts[0], ignoreCase));
            order = order.thenComparing(parts.length > 1 && parts[1].endsWith("desc") ? next.reversed() : next);
        }
        return order.thenComparing(object -> sortable(type, object, "name", true))
                .thenComparing(object -> object.path("id").asText());
    }

    private String sortable(String type, ObjectNode object, String property, boolean ignoreCase) {
        JsonNode value = view.property(type, object, property);
        if (value.isNumber()) {
            return "%020d".formatted(value.asLong());
        }
        String text = value.asText("");
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static ObjectNode pager(Call call, String type, int page, int pages, int size, int total) {
        ObjectNode pager = Call.JSON
                .createObjectNode()
                .put("page", page)
                .put("total", total)
                .put("pageSize", size)
                .put("pageCount", pages);
        if (page < pages) {
            pager.put("nextPage", link(call, type, page + 1, size));
        }
        if (page > 1) {
            pager.put("prevPage", link(call, type, page - 1, size));
        }
        return pager;
    }

    private static String link(Call call, String type, int page, int size) {
        List<String> parts = new ArrayList<>();
        if (page > 1) {
            parts.add("page=" + page);
        }
        if (size != 50) {
            parts.add("pageSize=" + size);
        }
        for (String name : new String[] {"fields", "filter", "order"}) {
            call.queries(name)
                    .forEach(value -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return call.base() + "/api/" + type + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }

    private void gist(Call call) throws IOException {
        String type = type(call);
        Fields fields = Fields.parse(call.query("fields", "id,code,name"));
        List<ObjectNode> found = found(call, type);
        found.sort(Comparator.comparing(object -> object.path("code").asText("")));
        int size = Math.max(1, call.number("pageSize", 50));
        int page = Math.max(1, call.number("page", 1));
        int from = Math.min((page - 1) * size, found.size());
        int to = Math.min(from + size, found.size());
        ObjectNode body = Call.JSON.createObjectNode();
        ObjectNode pager = body.putObject("pager").put("page", page).put("pageSize", size);
        if (to < found.size()) {
            String query = call.queryString().replaceAll("&?page=\\d+", "");
            pager.put("nextPage", call.base() + "/api/" + type + "/gist?" + query + "&page=" + (page + 1));
        }
        ArrayNode array = body.putArray(type);
        found.subList(from, to).forEach(object -> array.add(fields.of(type, object, view)));
        call.json(body);
    }

    private ObjectNode stored(Call call, String type) {
        String id = call.pathValue("id").replace(".json", "");
        return metadata.byId(type, id).orElseThrow(() -> Refusal.notFound(Types.simpleClass(type), id));
    }

    private void one(Call call) throws IOException {
        String type = type(call);
        call.json(Fields.parse(call.query("fields", "*")).of(type, stored(call, type), view));
    }

    private void property(Call call) throws IOException {
        String type = type(call);
        String property = call.pathValue("property");
        String inner = call.query("fields", "id");
        call.json(Fields.parse(property + "[" + inner + "]").of(type, stored(call, type), view));
    }

    private void export(Call call) throws IOException {
        List<String> asked = call.parameterNames().stream()
                .filter(name -> !NOT_TYPES.contains(name) && call.flag(name, false))
                .toList();
        Fields fields = Fields.parse(call.query("fields", ":owner"));
        boolean sharing = !call.flag("skipSharing", false);
        ObjectNode body = Call.JSON.createObjectNode();
        body.set("system", system());
        for (String type : metadata.types()) {
            if (asked.isEmpty() || asked.contains(type)) {
                ArrayNode array = body.putArray(type);
                found(call, type).forEach(object -> {
                    ObjectNode shown = fields.of(type, object, view);
                    if (!sharing) {
                        shown.remove("sharing");
                    }
                    array.add(shown);
                });
            }
        }
        call.json(body);
    }

    private ObjectNode system() {
        return Call.JSON
                .createObjectNode()
                .put("id", "sandbox-" + instance.name())
                .put("rev", "sandbox")
                .put("version", instance.mode().version())
                .put(
                        "date",
                        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx")
                                .withZone(ZoneOffset.UTC)
                                .format(instance.now()));
    }
}
