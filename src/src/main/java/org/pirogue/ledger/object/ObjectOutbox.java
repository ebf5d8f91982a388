package org.pirogue.ledger.object;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.value.Outbox;
import org.springframework.jdbc.core.JdbcTemplate;

/** The pending objects, as {@link Outbox} has the pending slices. */
public final class ObjectOutbox {
    private final JdbcTemplate jdbc;

    public ObjectOutbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Group(Envelope envelope, ObjectKind kind) {}

    private record Due(Group group, VersionedObject object) {}

    /** Flows that have objects pending, with their number. */
    public Map<String, Long> pending() {
        Map<String, Long> pending = new TreeMap<>();
        jdbc.query(
                "select flow, count(*) from ledger.object"
                        + " where pending_since is not null and withheld is null group by flow",
                row -> {
                    pending.put(row.getString(1), row.getLong(2));
                });
        return pending;
    }

    /**
     * Takes pending objects that no delivery holds and that were not sent for this long, parents first, and marks them as sent
     * now.
     *
     * @param most so many at most
     */
    public List<ObjectMessage> due(String flow, Duration notSentFor, int most, int perMessage) {
        List<Due> due = jdbc.query("""
                update ledger.object o set queued_at = ledger.now()
                from ledger.run r
                where r.run = o.run and (o.flow, o.kind, o.key) in (
                    select flow, kind, key from ledger.object
                    where flow = ? and pending_since is not null and withheld is null
                      and (queued_at is null or queued_at <= ledger.now() - ? * interval '1 second')
                      and (lease_until is null or lease_until <= ledger.now())
                    order by level, key limit ? for update skip locked)
                returning o.*, r.workspace""", ObjectOutbox::due, flow, notSentFor.toMillis() / 1000.0, most);
        Map<Group, List<VersionedObject>> groups = new TreeMap<>(
                Comparator.comparing((Group group) -> group.envelope().run()).thenComparing(Group::kind));
        due.forEach(each ->
                groups.computeIfAbsent(each.group(), none -> new ArrayList<>()).add(each.object()));
        List<ObjectMessage> messages = new ArrayList<>();
        groups.forEach((group, objects) ->
                messages.addAll(ObjectMessage.split(group.envelope(), group.kind(), objects, perMessage)));
        return messages;
    }

    /** As {@link #due}, of objects that were never sent in this version. */
    public List<ObjectMessage> unsent(String flow, int most, int perMessage) {
        return due(flow, Outbox.AGES, most, perMessage);
    }

    private static Due due(ResultSet row, int number) throws SQLException {
        ObjectKind kind = ObjectKind.of(row.getString("kind"));
        Envelope envelope = new Envelope(
                row.getString("flow"), row.getString("workspace"), row.getLong("run"), 0, Envelope.Mode.SYNC);
        boolean carries = !kind.personal() && row.getBoolean("wanted");
        return new Due(
                new Group(envelope, kind),
                new VersionedObject(
                        row.getString("key"),
                        row.getString("label"),
                        row.getInt("level"),
                        row.getLong("version"),
                        carries ? ObjectPacked.values(row.getString("desired")) : new TreeMap<>()));
    }
}
