package org.pirogue.flow.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Chunk;
import org.pirogue.flow.Collect;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;

/**
 * Behind {@code dhis2-org-units-source}: the hierarchy as a whole says which units there are; those that were updated since the
 * last run, or that the ledger does not know, are read whole.
 */
public class OrgUnitsSource {
    private static final String CURSOR = "organisationUnits";

    private final Collect collect;
    private final RunBook runs;
    private final ObjectBook objects;
    private final Flows flows;
    private final OrgUnitReader units;
    private final MetadataReader metadata;
    private final Clock clock;

    public OrgUnitsSource(
            Collect collect,
            RunBook runs,
            ObjectBook objects,
            Flows flows,
            OrgUnitReader units,
            MetadataReader metadata,
            Clock clock) {
        this.collect = collect;
        this.runs = runs;
        this.objects = objects;
        this.flows = flows;
        this.units = units;
        this.metadata = metadata;
        this.clock = clock;
    }

    /** Opens the run, plans which units are read, and gives them chunk by chunk, parents first. */
    public Iterator<Chunk> touch(
            String flow,
            String connection,
            String root,
            String rootAtTarget,
            String fields,
            int unitsPerChunk,
            Exchange exchange) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty()) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        if (run.from() != null || run.to() != null) {
            throw new FlowException("P271", "organisation units have no periods: ask without --from and --to");
        }
        if (!run.planned()) {
            plan(run, connection, root, rootAtTarget, new OrgUnitFields(fields), unitsPerChunk);
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

    private void plan(
            Run run, String connection, String root, String rootAtTarget, OrgUnitFields fields, int unitsPerChunk) {
        // The server's date is taken before the first read: what changes meanwhile is read again by the next run.
        LocalDate today = metadata.serverDate(connection);
        List<OrgUnitReader.Placed> hierarchy = carried(units.hierarchy(connection, root), rootAtTarget);
        String digest = root + ">" + rootAtTarget + ":" + fields.digest();
        Optional<Cursor> cursor = runs.cursor(run.flow(), CURSOR)
                .filter(found -> found.fieldsDigest().equals(digest));
        boolean whole = run.full() || run.mode() == Envelope.Mode.COMPARE || cursor.isEmpty();
        SortedMap<String, String> known = objects.known(run.flow(), ObjectKind.ORGANISATION_UNIT);
        List<String> touched = hierarchy.stream()
                .filter(unit -> whole
                        || !known.containsKey(unit.uid())
                        || unit.lastUpdated().compareTo(cursor.get().value()) >= 0)
                .map(OrgUnitReader.Placed::uid)
                .toList();
        report(run, hierarchy, known);
        runs.planChunks(
                run.run(),
                scopes(touched, unitsPerChunk),
                new Cursor(CURSOR, today.minusDays(1).toString(), digest));
    }

    /** Where the target's highest unit is another one, only what is below the source's is carried. */
    private static List<OrgUnitReader.Placed> carried(List<OrgUnitReader.Placed> hierarchy, String rootAtTarget) {
        return rootAtTarget.isEmpty() ? hierarchy : hierarchy.subList(1, hierarchy.size());
    }

    private void report(Run run, List<OrgUnitReader.Placed> hierarchy, SortedMap<String, String> known) {
        List<Finding> findings = new ArrayList<>(
                OrgUnitCheck.warnings(hierarchy, LocalDate.now(clock).toString()));
        Set<String> there = hierarchy.stream().map(OrgUnitReader.Placed::uid).collect(Collectors.toSet());
        known.forEach((key, label) -> {
            if (!there.contains(key)) {
                findings.add(OrgUnitCheck.gone(label));
            }
        });
        if (!findings.isEmpty()) {
            runs.count(run.run(), Tally.NONE, findings);
        }
    }

    private static List<Scope> scopes(List<String> uids, int most) {
        List<Scope> scopes = new ArrayList<>();
        for (int at = 0; at < uids.size(); at += most) {
            scopes.add(new Scope("", new TreeSet<>(uids.subList(at, Math.min(at + most, uids.size())))));
        }
        return scopes;
    }

    /** The units of one chunk, whole. What was deleted since the plan is not among them: the next run says so. */
    public ObjectBatch objects(@Body Chunk chunk) {
        Flow.Step source = flows.of(chunk.envelope()).source();
        OrgUnitFields fields = new OrgUnitFields(source.parameters().getOrDefault("fields", ""));
        String rootAtTarget = source.parameters().getOrDefault("rootAtTarget", "");
        Map<String, ObjectRecord> records = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        List<ObjectNode> read =
                units.byIds(source.parameter("connection"), chunk.scope().orgUnits(), fields.asked());
        int rootLevel = rootLevel(source);
        for (ObjectNode unit : read) {
            ObjectRecord record = record(unit, fields, source.parameter("root"), rootAtTarget, rootLevel);
            Optional<Finding> wrong = OrgUnitCheck.of(record.key(), record.label(), record.fields());
            wrong.ifPresentOrElse(findings::add, () -> records.put(record.key(), record));
        }
        Tally tally = new Tally(records.size(), 0, 0, findings.size(), 0, 0);
        return new ObjectBatch(
                chunk.envelope(),
                chunk.scope(),
                ObjectKind.ORGANISATION_UNIT.label(),
                List.copyOf(records.values()),
                tally,
                findings);
    }

    private int rootLevel(Flow.Step source) {
        return units.byCodes(source.parameter("connection"), List.of(source.parameter("root")), "id,path").stream()
                .mapToInt(OrgUnitsSource::level)
                .findFirst()
                .orElse(1);
    }

    private static int level(ObjectNode unit) {
        return unit.path("path").asText().split("/").length - 1;
    }

    private static ObjectRecord record(
            ObjectNode unit, OrgUnitFields fields, String root, String rootAtTarget, int rootLevel) {
        SortedMap<String, String> owned = fields.owned(unit);
        String label = OrgUnitFields.label(unit);
        String parent = unit.path("parent").path("id").asText();
        if (label.equals(root)) {
            // Where the branch hangs at the target is the target's own affair.
            owned.remove(OrgUnitFields.PARENT);
            parent = null;
        } else if (!rootAtTarget.isEmpty() && root.equals(owned.get(OrgUnitFields.PARENT))) {
            owned.put(OrgUnitFields.PARENT, rootAtTarget);
            parent = null;
        }
        return new ObjectRecord(unit.path("id").asText(), label, level(unit) - rootLevel + 1, parent, owned);
    }
}
