package org.pirogue.ledger.value;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The pending slices. A hand-over returns what is to be sent; this finds again what was lost on the way to the queue,
 * with the queue, or with a delivery that was killed. A slice that is sent twice is delivered once.
 */
public final class Outbox {
    /** Longer than anything was sent ago. */
    public static final Duration AGES = Duration.ofDays(36_500);

    private final JdbcTemplate jdbc;

    public Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Due(Envelope envelope, VersionedSlice slice) {}

    /** Flows that have something pending to be sent, with the number of their pending slices. */
    public Map<String, Long> pending() {
        Map<String, Long> pending = new TreeMap<>();
        jdbc.query(
                "select flow, count(*) from ledger.slice where pending_since is not null and withheld is null group by flow",
                row -> {
                    pending.put(row.getString(1), row.getLong(2));
                });
        return pending;
    }

    /**
     * Takes pending slices that no delivery holds and that were not sent for this long, and marks them as sent now:
     * where sending fails, they are due again after the same time. Call it while the flow's queue is not full of them.
     *
     * @param slices at most so many
     * @param maxValues of one message, as {@link SliceMessage#split}
     */
    public List<SliceMessage> due(String flow, Duration notSentFor, int slices, int maxValues) {
        List<Due> due = jdbc.query("""
                update ledger.slice s set queued_at = ledger.now() from ledger.run r
                where r.run = s.run and (s.flow, s.data_set, s.period, s.org_unit, s.attribute_options) in (
                    select flow, data_set, period, org_unit, attribute_options from ledger.slice
                    where flow = ? and pending_since is not null and withheld is null
                      and (queued_at is null or queued_at <= ledger.now() - ? * interval '1 second')
                      and (lease_until is null or lease_until < ledger.now())
                      and (held_until is null or held_until < ledger.now())
                    order by data_set, period, org_unit, attribute_options limit ? for update skip locked)
                returning s.run, r.workspace, s.flow, s.data_set, s.org_unit, s.period, s.attribute_options, s.version,
                          s.desired""", Outbox::due, flow, notSentFor.toMillis() / 1000.0, slices);
        return messages(due, maxValues);
    }

    /** As {@link #due}, of slices that were never sent in this version. */
    public List<SliceMessage> unsent(String flow, int slices, int maxValues) {
        return due(flow, AGES, slices, maxValues);
    }

    private static Due due(ResultSet row, int number) throws SQLException {
        Envelope envelope = new Envelope(
                row.getString("flow"), row.getString("workspace"), row.getLong("run"), 0, Envelope.Mode.SYNC);
        SliceKey key = new SliceKey(
                row.getString("data_set"),
                row.getString("org_unit"),
                row.getString("period"),
                row.getString("attribute_options"));
        return new Due(
                envelope, new VersionedSlice(key, row.getLong("version"), Packed.values(row.getString("desired"))));
    }

    private record Group(Envelope envelope, String dataSet) {}

    private static List<SliceMessage> messages(List<Due> due, int maxValues) {
        Map<Group, List<VersionedSlice>> groups = new TreeMap<>(
                Comparator.comparing((Group group) -> group.envelope().run()).thenComparing(Group::dataSet));
        for (Due each : due) {
            Group group = new Group(each.envelope(), each.slice().key().dataSet());
            groups.computeIfAbsent(group, g -> new ArrayList<>()).add(each.slice());
        }
        List<SliceMessage> messages = new ArrayList<>();
        groups.forEach((group, slices) -> {
            slices.sort(Comparator.comparing(VersionedSlice::key));
            messages.addAll(SliceMessage.split(group.envelope(), group.dataSet(), slices, maxValues));
        });
        return messages;
    }
}
