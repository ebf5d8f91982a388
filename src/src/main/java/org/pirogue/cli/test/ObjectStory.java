package org.pirogue.cli.test;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowStarter;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.ledger.object.FoundObject;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.ObjectOutbox;
import org.pirogue.ledger.object.ObjectReceipt;
import org.pirogue.ledger.object.ObjectTerms;
import org.pirogue.ledger.object.VersionedObject;
import org.pirogue.ledger.run.Chunk;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outcome;
import org.pirogue.workspace.Connections;

/** The steps of a test whose goods are organisation units: one line a unit, named by its code under {@code orgUnit}. */
final class ObjectStory {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final ObjectTerms TERMS = new ObjectTerms(Policy.SOURCE, Policy.SOURCE, Policy.ASK);

    private final ObjectKind kind;
    private final Bench bench;
    private final Flow flow;
    private final List<Object> given;
    private final String input;
    /** As if the target took it all. */
    private final Map<String, SortedMap<String, String>> target = new HashMap<>();

    private final TreeSet<String> named = new TreeSet<>();
    private int deliveries;

    ObjectStory(Bench bench, Flow flow, List<Object> given, String input) {
        this.kind = flow.collect().stream().anyMatch(step -> step.kamelet().contains("-tracker-"))
                ? ObjectKind.TRACKED_ENTITY
                : ObjectKind.ORGANISATION_UNIT;
        this.bench = bench;
        this.flow = flow;
        this.given = given;
        this.input = input;
    }

    boolean carries(String kamelet) {
        return kamelet.contains("dhis2-org-units-")
                || kamelet.contains("dhis2-tracker-")
                || kamelet.equals("changed-objects-action");
    }

    /** A uid that the code makes. */
    static String uid(String code) {
        String padded = "0000000000" + code.replace('_', 'x');
        return "K" + padded.substring(padded.length() - 10);
    }

    Found step(TestFile.Story story) {
        Found found = new Found();
        TestFile.Given given = Objects.requireNonNull(story.given());
        remember(given.units());
        remember(given.others());
        server(given);
        String kamelet = flow.source().kamelet();
        if (kamelet.endsWith("-source")) {
            source(given, found);
        } else if (kamelet.endsWith("-sink")) {
            sink(given, found);
        } else {
            behindTheSource(given, found);
        }
        if (bench.server != null) {
            bench.server.recover();
        }
        if (story.stands() != null) {
            found.stands.addAll(stands());
        }
        conflicts(found);
        return found;
    }

    Found flowStep(TestFile.Story story) {
        Found found = new Found();
        behindTheSource(Objects.requireNonNull(story.given()), found);
        conflicts(found);
        return found;
    }

    private void remember(@Nullable List<ObjectNode> lines) {
        lines(lines).forEach(line -> named.add(line.path("orgUnit").asText()));
    }

    private void server(TestFile.Given given) {
        if (bench.server != null) {
            people(given, bench.server, flow.source().kamelet().endsWith("-source"));
            if (given.fault() != null) {
                bench.server.fail(given.fault());
            }
        }
    }

    /** What people do at the server. */
    private void people(TestFile.Given given, Server server, boolean source) {
        boolean tracker = kind == ObjectKind.TRACKED_ENTITY;
        if (source && tracker && given.cases() != null) {
            server.type(client(), "CASES", CaseLines.now(given.cases(), "VISIT"));
        } else if (source && !tracker) {
            server.units(lines(given.units()));
        }
        if (tracker && given.others() != null) {
            Persons.deleteEvents(client(), server);
        } else if (!tracker) {
            server.units(lines(given.others()));
        }
    }

    private Dhis2BulkClient client() {
        return bench.bean(Connections.class).client(Bench.CONNECTION);
    }

    private void source(TestFile.Given stated, Found found) {
        TestFile.Asked asked = stated.asks() == null ? new TestFile.Asked(null, null, null, false) : stated.asks();
        Envelope.Mode mode = asked.mode() == null ? Envelope.Mode.SYNC : asked.mode();
        given.clear();
        Run run = bench.bean(FlowStarter.class).start(flow.name(), mode, asked.from(), asked.to(), asked.full());
        await().atMost(Bench.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            Run.State state = bench.books.now(run).state();
            return state != Run.State.REQUESTED && state != Run.State.COLLECTING;
        });
        for (Object batch : given) {
            ((ObjectBatch) batch)
                    .objects()
                    .forEach(object -> found.gives.add(
                            kind == ObjectKind.TRACKED_ENTITY
                                    ? Persons.line(object)
                                    : line(object.label(), object.fields())));
        }
        report(run, found);
        deliver(bench.texts(flow.queue()), found);
    }

    private void sink(TestFile.Given stated, Found found) {
        List<String> messages = new ArrayList<>();
        List<ObjectRecord> records = records(stated);
        if (records.isEmpty()) {
            bench.bean(ObjectOutbox.class)
                    .due(flow.name(), Duration.ZERO, 1000, 100)
                    .forEach(message -> messages.add(message.toJson()));
        } else {
            messages.addAll(handOver(records));
        }
        for (String message : messages) {
            try {
                bench.template.requestBody(input, message);
            } catch (CamelExecutionException e) {
                found.fails = Failure.of(e).code();
            }
        }
        report(bench.books.runs.latest(flow.name()).orElseThrow(), found);
    }

    /** What was known is delivered first; then the batch goes through the kamelet, or through the flow. */
    private void behindTheSource(TestFile.Given stated, Found found) {
        if (stated.knownUnits() != null) {
            deliver(handOver(units(stated.knownUnits())), new Found());
        }
        Run run = bench.books.open(flow);
        List<String> texts = new ArrayList<>();
        try {
            ObjectBatch batch = batch(run, records(stated));
            if (flow.carriesObjects() && !flow.source().kamelet().equals("changed-objects-action")) {
                bench.template.sendBody(input, batch);
            } else {
                ((List<?>) bench.template.requestBody(input, batch)).forEach(text -> texts.add((String) text));
            }
            bench.books.runs.collected(run.run());
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        List<String> queued = bench.texts(flow.queue());
        List<String> sent = new ArrayList<>(queued.isEmpty() ? texts : queued);
        sent.addAll(released());
        sent.forEach(text -> ObjectMessage.fromJson(text)
                .objects()
                .forEach(object -> found.gives.add(line(object.label(), object.fields()))));
        deliver(sent, found);
        report(run, found);
    }

    private List<ObjectRecord> records(TestFile.Given stated) {
        return kind == ObjectKind.TRACKED_ENTITY
                ? Persons.records(lines(stated.cases()), stated.gone() == null ? List.of() : stated.gone())
                : units(lines(stated.units()));
    }

    private static List<ObjectRecord> units(List<ObjectNode> lines) {
        return lines.stream().map(ObjectStory::record).toList();
    }

    private List<String> handOver(List<ObjectRecord> records) {
        Run run = bench.books.open(flow);
        ObjectBatch batch = batch(run, records);
        List<VersionedObject> changed = bench.bean(ObjectBook.class).handOver(batch, false);
        bench.books.runs.collected(run.run());
        List<String> texts = new ArrayList<>();
        ObjectMessage.split(batch.envelope(), kind, changed, 100).forEach(message -> texts.add(message.toJson()));
        texts.addAll(released());
        return texts;
    }

    /** What the run had withheld until its end. */
    private List<String> released() {
        return bench.bean(ObjectOutbox.class).unsent(flow.name(), 1000, 100).stream()
                .map(ObjectMessage::toJson)
                .toList();
    }

    private ObjectBatch batch(Run run, List<ObjectRecord> records) {
        TreeSet<String> keys = new TreeSet<>();
        records.forEach(record -> keys.add(record.key()));
        Scope scope = new Scope("", keys);
        bench.books.runs.planChunks(run.run(), List.of(scope), null);
        Chunk chunk = bench.books.runs.pendingChunks(run.run()).next();
        return new ObjectBatch(
                run.envelope(chunk.number()),
                scope,
                kind.label(),
                records,
                new Tally(records.size(), 0, 0, 0, 0, 0),
                List.of());
    }

    private static ObjectRecord record(ObjectNode line) {
        SortedMap<String, String> fields = new TreeMap<>();
        line.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        String code = fields.remove("orgUnit");
        String level = fields.remove("level");
        fields.put("code", code);
        String parent = fields.get("parent");
        return new ObjectRecord(
                uid(code),
                code,
                level == null ? 2 : Integer.parseInt(level),
                parent == null ? null : uid(parent),
                fields);
    }

    private void deliver(List<String> texts, Found found) {
        ObjectDeliveries book = bench.bean(ObjectDeliveries.class);
        for (String text : texts) {
            ObjectMessage message = ObjectMessage.fromJson(text);
            String owner = "object-delivery-" + ++deliveries;
            Map<ObjectClaim.ToRead, FoundObject> stands = new LinkedHashMap<>();
            book.claim(flow.name(), kind, message.versions(), owner, LEASE)
                    .forEach(claim -> stands.put((ObjectClaim.ToRead) claim, stands((ObjectClaim.ToRead) claim)));
            List<ObjectClaim.Change> changes = book.compare(flow.name(), kind, owner, stands, TERMS, LEASE).stream()
                    .map(ObjectClaim.Change.class::cast)
                    .toList();
            changes.forEach(change -> target.put(change.key(), change.of().wanted()));
            changes.forEach(change -> found.sends.add(line(change)));
            book.settle(
                    flow.name(),
                    kind,
                    owner,
                    changes.stream()
                            .map(change -> ObjectReceipt.of(change, Outcome.ACCEPTED))
                            .toList(),
                    Duration.ZERO);
        }
    }

    private FoundObject stands(ObjectClaim.ToRead claim) {
        SortedMap<String, String> fields = target.get(claim.key());
        return fields == null
                ? FoundObject.NOWHERE
                : new FoundObject(claim.key(), fields, new TreeSet<>(), false, null, null);
    }

    private static Map<String, Object> line(ObjectClaim.Change change) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("orgUnit", change.of().label());
        if (!change.put().isEmpty()) {
            line.put("put", change.put());
        }
        if (!change.clear().isEmpty()) {
            line.put("delete", List.copyOf(change.clear()));
        }
        return line;
    }

    private static Map<String, Object> line(String label, Map<String, String> fields) {
        Map<String, Object> line = new LinkedHashMap<>(fields);
        line.put("orgUnit", label);
        return line;
    }

    /** The units that the test has named, as a client reads them there. */
    private List<Map<String, Object>> stands() {
        if (kind == ObjectKind.TRACKED_ENTITY) {
            return Persons.events(client(), Objects.requireNonNull(bench.server));
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        bench.bean(Connections.class)
                .client(Bench.CONNECTION)
                .read(
                        "organisationUnits",
                        Map.of(
                                "paging", List.of("false"),
                                "fields",
                                        List.of(
                                                "id,code,name,shortName,openingDate,closedDate,comment,geometry,parent[code]")))
                .path("organisationUnits")
                .forEach(unit -> {
                    if (named.contains(unit.path("code").asText())) {
                        lines.add(Units.line(unit));
                    }
                });
        return lines;
    }

    private void report(Run run, Found found) {
        Run now = bench.books.now(run);
        found.fails =
                found.fails == null && now.problem() != null ? now.problem().code() : found.fails;
        found.findings = bench.books.findings(now);
        found.counts = Books.counts(now);
    }

    private void conflicts(Found found) {
        found.conflicts = bench.bean(Conflicts.class).list(flow.name(), null, 100).stream()
                .map(each ->
                        Persons.aliased(each.key().orgUnit() + "/" + each.cell().dataElement()) + " "
                                + each.state().name().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
    }

    private static List<ObjectNode> lines(@Nullable List<ObjectNode> lines) {
        return lines == null ? List.of() : lines;
    }
}
