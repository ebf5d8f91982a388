package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.OrgUnit;

/** Answers reads of tracked entities, enrollments and events: lists, page by page and streamed, and single records. */
final class TrackerReads {
    private static final Map<Kind, String> DEFAULT_FIELDS = Map.of(
            Kind.TRACKED_ENTITY,
            "*,!relationships,!enrollments,!events,!programOwners",
            Kind.ENROLLMENT,
            "*,!relationships,!events,!attributes",
            Kind.EVENT,
            "*,!relationships");
    private static final Map<Kind, String> LISTS =
            Map.of(Kind.TRACKED_ENTITY, "trackedEntities", Kind.ENROLLMENT, "enrollments", Kind.EVENT, "events");

    private final Instance instance;
    private final Models models;
    private final TrackerStore store;
    private final RecentSelections recent = new RecentSelections();

    TrackerReads(Instance instance, Models models, TrackerStore store) {
        this.instance = instance;
        this.models = models;
        this.store = store;
    }

    void list(Kind kind, Call call) throws IOException {
        TrackerModel model = models.current();
        Selection selection = new Selection(kind, call, model, instance.orgUnits(), instance.now());
        Pager pager = Pager.of(call);
        Fields fields = fields(kind, call);
        Naming naming =
                new Naming(model, ImportOptions.schemes(name -> call.query(name).orElse(null)));
        List<Row> rows = rows(kind, call, selection, model);
        List<Row> page = pager.cut(rows);
        if (refuseNameless(call, naming.missing(page))) {
            return;
        }
        try (JsonGenerator out = call.jsonStream(200)) {
            RowWriter writer = new RowWriter(
                    out, model, instance.users(), naming, selection.program(), selection.includeDeleted());
            out.writeStartObject();
            pager.write(out, call, rows.size());
            out.writeArrayFieldStart(LISTS.get(kind));
            for (Row row : page) {
                writer.write(row, fields);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    void csv(Call call) throws IOException {
        TrackerModel model = models.current();
        Selection selection = new Selection(Kind.EVENT, call, model, instance.orgUnits(), instance.now());
        // Recorded: CSV pays no heed to page and pageSize.
        EventsCsv.write(call, rows(Kind.EVENT, call, selection, model), model);
    }

    void one(Kind kind, Call call) throws IOException {
        String uid = Params.pathUid(call);
        TrackerModel model = models.current();
        Params params = new Params(call);
        String program = params.uid("program").orElse(null);
        Row row = find(kind, uid, program)
                .filter(found -> !found.stamp().deleted())
                .orElseThrow(() -> Refusal.notFound(kind.title(), uid));
        mustBeInScope(call, row, program);
        Naming naming =
                new Naming(model, ImportOptions.schemes(name -> call.query(name).orElse(null)));
        if (refuseNameless(call, naming.missing(List.of(row)))) {
            return;
        }
        try (JsonGenerator out = call.jsonStream(200)) {
            new RowWriter(out, model, instance.users(), naming, program, false).write(row, fields(kind, call));
        }
    }

    private Optional<Row> find(Kind kind, String uid, @Nullable String program) {
        if (kind == Kind.TRACKED_ENTITY) {
            return store.entity(uid)
                    .filter(entity -> program == null
                            || entity.enrollments().stream()
                                    .anyMatch(each -> each.program().equals(program)))
                    .map(Row.OfEntity::new);
        }
        if (kind == Kind.ENROLLMENT) {
            return store.ofEnrollment(uid)
                    .flatMap(entity -> entity.enrollment(uid).map(found -> new Row.OfEnrollment(entity, found)));
        }
        return store.ofEvent(uid).flatMap(entity -> entity.enrollments().stream()
                .flatMap(enrollment ->
                        enrollment.event(uid).stream().map(event -> (Row) new Row.OfEvent(entity, enrollment, event)))
                .findFirst());
    }

    private void mustBeInScope(Call call, Row row, @Nullable String program) {
        String unit = row instanceof Row.OfEvent event
                ? event.event().orgUnit()
                : row instanceof Row.OfEnrollment enrollment
                        ? enrollment.enrollment().orgUnit()
                        : program == null
                                ? row.entity().orgUnit()
                                : row.entity().owner(program);
        Optional<OrgUnit> found = instance.orgUnits().byId(unit);
        boolean sees =
                call.user().isSuper() || found.filter(call.user()::mayCapture).isPresent();
        if (!sees) {
            throw Refusal.of(403, "E1006", "User has no read access to organisation unit: " + unit);
        }
    }

    private List<Row> rows(Kind kind, Call call, Selection selection, TrackerModel model) {
        Comparator<Row> order = Ordering.of(kind, call.query("order").orElse(null), model);
        if (call.query("updatedWithin").isPresent()) {
            return search(selection, order);
        }
        return recent.get(key(kind, call), store.revision(), () -> search(selection, order));
    }

    private List<Row> search(Selection selection, Comparator<Row> order) {
        List<Row> rows = new ArrayList<>(selection.rows(store));
        rows.sort(order);
        return rows;
    }

    /** What makes two calls the same selection: everything but the page and the look of it. */
    private static String key(Kind kind, Call call) {
        return kind + call.user().username() + "?"
                + Arrays.stream(call.queryString().split("&"))
                        .filter(part -> !part.matches("(page|pageSize|paging|totalPages|fields)=.*"))
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private static Fields fields(Kind kind, Call call) {
        String asked = String.join(",", call.queries("fields"));
        return Fields.parse(asked.isEmpty() ? DEFAULT_FIELDS.get(kind) : asked);
    }

    private static boolean refuseNameless(Call call, List<String> missing) throws IOException {
        if (missing.isEmpty()) {
            return false;
        }
        call.json(
                422,
                Refusal.of(
                                422,
                                "Not all metadata has an identifier for the requested idScheme. Either change the requested"
                                        + " idScheme or add the missing identifiers to the metadata.")
                        .body()
                        .put(
                                "devMessage",
                                "Following metadata listed using their UIDs is missing identifiers for the requested"
                                        + " idScheme:\n\n" + String.join("\n", missing)));
        return true;
    }
}
