package org.pirogue.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.TrackedEntities;
import org.pirogue.camel.dhis2.bulk.TrackedEntityQuery;
import org.pirogue.ledger.person.Erased;
import org.pirogue.ledger.person.KeptCase;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.ledger.value.Window;
import org.pirogue.prepare.aggregate.Reading;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.prepare.period.Period;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.RetentionSettings;

/**
 * Behind {@code dhis2-line-list-source}: keeps of each person what the rules use, and gives, for every target slice that
 * a change touches, all kept records that can count in it.
 */
public class LineListSource {
    private static final String CURSOR = "cases";
    /** What {@link CaseReader} takes, and what paging needs: a whole record is three times as much to write and to read. */
    private static final String FIELDS = "trackedEntity,updatedAt,deleted,attributes[attribute,value],"
            + "enrollments[enrollment,program,orgUnit,status,enrolledAt,occurredAt,deleted,attributes[attribute,value],"
            + "events[event,programStage,orgUnit,status,occurredAt,scheduledAt,deleted,dataValues[dataElement,value]]]";

    private final Collect collect;
    private final RunBook runs;
    private final KeptCases kept;
    private final SliceBook slices;
    private final Flows flows;
    private final FlowFiles files;
    private final MetadataReader reader;
    private final Connections connections;
    private final SourceAccess access;
    private final WithoutErased without;
    private final RetentionSettings retention;
    private final Clock clock;

    public LineListSource(
            Collect collect,
            RunBook runs,
            KeptCases kept,
            SliceBook slices,
            Flows flows,
            FlowFiles files,
            MetadataReader reader,
            Connections connections,
            SourceAccess access,
            WithoutErased without,
            RetentionSettings retention,
            Clock clock) {
        this.without = without;
        this.retention = retention;
        this.clock = clock;
        this.collect = collect;
        this.runs = runs;
        this.kept = kept;
        this.slices = slices;
        this.flows = flows;
        this.files = files;
        this.reader = reader;
        this.connections = connections;
        this.access = access;
    }

    /** Opens the run, reads what changed, plans the closed chunks that this touches, and gives them one by one. */
    public Iterator<Chunk> touch(
            String flow, String connection, String program, int pageSize, int unitsPerChunk, Exchange exchange) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty()) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        if (!run.planned()) {
            plan(run, connection, program, pageSize, unitsPerChunk);
        }
        return chunks(run);
    }

    private void plan(Run run, String connection, String program, int pageSize, int unitsPerChunk) {
        Rules rules = files.rules(flows.of(run.run(), run.flow()));
        // What may be shown has changed: every count is looked at again.
        String digest = rules.digest() + files.reshaping(flows.of(run.run(), run.flow()));
        access.check(run, connection);
        // The server's date is taken before the first read: what changes meanwhile is read again by the next run.
        LocalDate today = reader.serverDate(connection);
        Optional<Cursor> cursor = runs.cursor(run.flow(), CURSOR)
                .filter(found -> found.fieldsDigest().equals(digest));
        boolean whole = run.full() || run.mode() == Envelope.Mode.COMPARE || cursor.isEmpty();
        read(
                run,
                connection,
                program,
                pageSize,
                rules,
                whole ? null : cursor.get().value());
        if (run.full()) {
            access.check(run, connection);
            kept.forgetUnseen(run);
        }
        Cursor next = new Cursor(CURSOR, today.minusDays(1).toString(), digest);
        runs.planChunks(
                run.run(),
                DataValuesSource.scopes(byPeriod(run, windows(run, whole || isWindow(run))), unitsPerChunk),
                next);
    }

    private void read(Run run, String connection, String program, int pageSize, Rules rules, @Nullable String since) {
        ProgramMetadata metadata = reader.program(connection, program);
        TrackedEntityQuery.Builder query = TrackedEntityQuery.of(metadata.id())
                .orgUnits(reader.rootUnits(connection), "DESCENDANTS")
                .includeDeleted(true)
                .fields(FIELDS)
                .order("trackedEntity:asc")
                .pageSize(pageSize);
        if (since != null) {
            query.updatedAfter(since + "T00:00:00");
        }
        CaseReader cases = new CaseReader(metadata);
        LongSet seen = new LongOpenHashSet();
        try (TrackedEntities persons = connections.client(connection).exportTrackedEntities(query.build())) {
            while (persons.hasNext()) {
                page(run, persons, pageSize, cases, rules, seen);
            }
        }
    }

    /** One page is kept and counted in one transaction, so that a kill neither loses nor counts twice. */
    private void page(Run run, Iterator<ObjectNode> persons, int size, CaseReader cases, Rules rules, LongSet seen) {
        List<KeptCase> page = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Tally tally = Tally.NONE;
        Erased erased = without.of(run.workspace());
        ClosedPeriods closed = closed(run);
        for (int i = 0; i < size && persons.hasNext(); i++) {
            for (CaseRecord record : cases.read(persons.next())) {
                Reading reading = rules.reading(record);
                boolean first = seen.add(hash(record.enrollment()));
                if (erased.is(record)) {
                    long many = reading.tally().read();
                    tally = tally.plus(first ? new Tally(0, many, 0, 0, 0, 0) : new Tally(0, 0, 0, 0, many, 0));
                    page.add(new KeptCase(WithoutErased.gone(record), Set.of()));
                    continue;
                }
                tally = tally.plus(
                        first
                                ? reading.tally()
                                : new Tally(0, 0, 0, 0, reading.tally().read(), 0));
                findings.addAll(first ? reading.findings() : List.of());
                page.add(kept(rules.keep(record), windows(rules.touched(record)), closed));
            }
        }
        kept.replace(run, page, tally, findings);
    }

    /** What counts only in periods that are closed is not kept. */
    private static KeptCase kept(CaseRecord record, SortedSet<Window> windows, ClosedPeriods closed) {
        SortedSet<Window> open = new TreeSet<>(windows);
        open.removeIf(window -> closed.has(window.period()));
        return open.isEmpty() && !windows.isEmpty()
                ? new KeptCase(WithoutErased.gone(record), Set.of())
                : new KeptCase(record, open);
    }

    private ClosedPeriods closed(Run run) {
        return new ClosedPeriods(
                retention.caseDays(run.workspace(), run.flow()), LocalDate.ofInstant(clock.instant(), clock.getZone()));
    }

    /** 64 bits are enough to notice a record that moved between two pages while they were read. */
    private static long hash(String uid) {
        return UUID.nameUUIDFromBytes(uid.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }

    private static SortedSet<Window> windows(SortedSet<SliceKey> keys) {
        return keys.stream()
                .map(key -> new Window(key.period(), key.orgUnit()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<Window> windows(Run run, boolean whole) {
        SortedSet<Window> windows = new TreeSet<>(kept.touched(run.flow()));
        if (whole) {
            windows.addAll(kept.windows(run.flow()));
            windows.addAll(slices.windows(run.flow()));
        }
        ClosedPeriods closed = closed(run);
        windows.removeIf(window -> closed.has(window.period()));
        return windows;
    }

    /** Whoever names periods wants them counted again, whether a case has changed or not. */
    private static boolean isWindow(Run run) {
        return run.from() != null || run.to() != null;
    }

    private static SortedMap<String, SortedSet<String>> byPeriod(Run run, SortedSet<Window> windows) {
        SortedMap<String, SortedSet<String>> units = new TreeMap<>();
        for (Window window : windows) {
            if (within(run, window.period())) {
                units.computeIfAbsent(window.period(), none -> new TreeSet<>()).add(window.orgUnit());
            }
        }
        return units;
    }

    private static boolean within(Run run, String period) {
        LocalDate day = Period.parse(period).firstDay();
        return (run.from() == null || !day.isBefore(Period.parse(run.from()).firstDay()))
                && (run.to() == null || !day.isAfter(Period.parse(run.to()).lastDay()));
    }

    private Iterator<Chunk> chunks(Run run) {
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

    /** All kept records that can count in the chunk. */
    public CaseBatch cases(Chunk chunk) {
        return new CaseBatch(
                chunk.envelope(), chunk.scope(), kept.cases(chunk.envelope().flow(), chunk.scope()), Tally.NONE);
    }
}
