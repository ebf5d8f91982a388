package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.TrackedEntities;
import org.pirogue.camel.dhis2.bulk.TrackedEntityQuery;
import org.pirogue.flow.Chunk;
import org.pirogue.flow.Collect;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.WithoutErased;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.person.Erased;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.workspace.Connections;

/**
 * Behind {@code dhis2-tracker-source}: which tracked entities of a program were updated or deleted, and those, whole, chunk by
 * chunk. Only what the source itself calls deleted is taken away: an entity that is merely not shown stays.
 */
public class TrackerSource {
    private static final String CURSOR = "trackedEntities";
    private static final int PAGE = 1_000;
    private static final String FIELDS =
            "trackedEntity,trackedEntityType,orgUnit,updatedAt,deleted,attributes[attribute,value],"
                    + "enrollments[enrollment,program,orgUnit,status,enrolledAt,occurredAt,deleted,attributes[attribute,value],"
                    + "events[event,programStage,orgUnit,status,occurredAt,scheduledAt,deleted,dataValues[dataElement,value]]]";

    private final Collect collect;
    private final RunBook runs;
    private final Flows flows;
    private final MetadataReader metadata;
    private final Connections connections;
    private final WithoutErased withoutErased;

    public TrackerSource(
            Collect collect,
            RunBook runs,
            Flows flows,
            MetadataReader metadata,
            Connections connections,
            WithoutErased without) {
        this.withoutErased = without;
        this.collect = collect;
        this.runs = runs;
        this.flows = flows;
        this.metadata = metadata;
        this.connections = connections;
    }

    /** Opens the run, plans which entities are read, and gives them chunk by chunk. */
    public Iterator<Chunk> touch(
            String flow, String connection, String program, String without, int entitiesPerChunk, Exchange exchange) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty()) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        if (run.from() != null || run.to() != null) {
            throw new FlowException("P272", "tracked entities have no periods: ask without --from and --to");
        }
        if (!run.planned()) {
            plan(run, connection, program, without, entitiesPerChunk);
        }
        Iterator<org.pirogue.ledger.run.Chunk> pending = collect.pending(run);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pending.hasNext();
            }

            @Override
            public Chunk next() {
                org.pirogue.ledger.run.Chunk chunk = pending.next();
                return new Chunk(run.envelope(chunk.number()), chunk.scope());
            }
        };
    }

    private void plan(Run run, String connection, String program, String without, int most) {
        // The server's date is taken before the first read: what changes meanwhile is read again by the next run.
        LocalDate today = metadata.serverDate(connection);
        String digest = program + "-" + without;
        Optional<Cursor> cursor = runs.cursor(run.flow(), CURSOR)
                .filter(found -> found.fieldsDigest().equals(digest));
        boolean whole = run.full() || run.mode() == Envelope.Mode.COMPARE || cursor.isEmpty();
        List<String> uids = List.copyOf(
                touched(run, connection, program, whole ? null : cursor.get().value()));
        List<Scope> scopes = new ArrayList<>();
        for (int at = 0; at < uids.size(); at += most) {
            scopes.add(new Scope("", new TreeSet<>(uids.subList(at, Math.min(at + most, uids.size())))));
        }
        runs.planChunks(run.run(), scopes, new Cursor(CURSOR, today.minusDays(1).toString(), digest));
    }

    private Set<String> touched(Run run, String connection, String program, @Nullable String since) {
        TrackerCodes codes = TrackerCodes.read(connections.client(connection), connection, program);
        TrackedEntityQuery.Builder query = TrackedEntityQuery.of(codes.program())
                .orgUnits(metadata.rootUnits(connection), "DESCENDANTS")
                .includeDeleted(true)
                .fields("trackedEntity,updatedAt")
                .order("trackedEntity:asc")
                .pageSize(PAGE);
        if (since != null) {
            query.updatedAfter(since + "T00:00:00");
        }
        Set<String> uids = new TreeSet<>();
        try (TrackedEntities entities = connections.client(connection).exportTrackedEntities(query.build())) {
            while (entities.hasNext()) {
                uids.add(entities.next().path("trackedEntity").asText());
            }
        }
        runs.alive(run.run());
        return uids;
    }

    /** The entities of one chunk, whole. */
    public ObjectBatch objects(@Body Chunk chunk) {
        Flow.Step source = flows.of(chunk.envelope()).source();
        String connection = source.parameter("connection");
        TrackerCodes codes = TrackerCodes.read(connections.client(connection), connection, source.parameter("program"));
        Set<String> without = Arrays.stream(
                        source.parameters().getOrDefault("without", "").split(","))
                .map(String::strip)
                .collect(Collectors.toSet());
        Map<String, ObjectRecord> records = new LinkedHashMap<>();
        Erased erased = withoutErased.of(chunk.envelope().workspace());
        TrackedEntityQuery query = TrackedEntityQuery.of("")
                .includeDeleted(true)
                .fields(FIELDS)
                .order("trackedEntity:asc")
                .pageSize(chunk.scope().orgUnits().size())
                .parameter("trackedEntities", String.join(",", chunk.scope().orgUnits()))
                .build();
        try (TrackedEntities entities = connections.client(connection).exportTrackedEntities(query)) {
            while (entities.hasNext()) {
                ObjectRecord record = record(entities.next(), codes, without, erased);
                records.put(record.key(), record);
            }
        }
        return new ObjectBatch(
                chunk.envelope(),
                chunk.scope(),
                ObjectKind.TRACKED_ENTITY.label(),
                List.copyOf(records.values()),
                new Tally(records.size(), 0, 0, 0, 0, 0),
                List.of());
    }

    private static ObjectRecord record(ObjectNode entity, TrackerCodes codes, Set<String> without, Erased erased) {
        String uid = entity.path("trackedEntity").asText();
        boolean deleted = entity.path("deleted").asBoolean() || erased.anyOf(names(entity));
        return new ObjectRecord(
                uid, uid, 1, null, deleted ? null : TrackerFields.of(entity, codes, key -> key, without));
    }

    /** All that a person may be noted by: attributes that are not carried, too. */
    private static List<String> names(ObjectNode entity) {
        List<String> names =
                new ArrayList<>(List.of(entity.path("trackedEntity").asText()));
        entity.path("attributes").forEach(each -> names.add(each.path("value").asText("")));
        entity.path("enrollments").forEach(enrollment -> {
            names.add(enrollment.path("enrollment").asText());
            enrollment
                    .path("attributes")
                    .forEach(each -> names.add(each.path("value").asText("")));
        });
        return names;
    }
}
