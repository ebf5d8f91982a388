package org.pirogue.buffer.topic;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** An audit trail of a test, as lines; it may be made to refuse. */
public final class KeptTrail implements PartnerTrail {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    public List<String> lines() {
        return lines;
    }

    public List<Integer> batches() {
        return batches;
    }

    public void broken(boolean now) {
        broken = now;
    }

    public void await(String line) {
        Awaitility.await().alias(line).until(() -> lines.contains(line));
    }

    private void add(String line) {
        if (broken) {
            throw new IllegalStateException("the database is away");
        }
        lines.add(line);
    }

    @Override
    public void signedIn(Who who) {
        add("in " + who.name());
    }

    @Override
    public void signInRefused(Who who) {
        add("stays out " + who.kind());
    }

    @Override
    public void refused(Who who, String deed, String address, long times) {
        add("refused " + who.name() + " " + deed + " " + address + (times > 1 ? " " + times : ""));
    }

    @Override
    public void handedOut(List<Handed> events) {
        if (!broken) {
            batches.add(events.size());
        }
        events.forEach(each -> add("out " + each.partner() + " " + each.id() + " " + each.version()
                + (each.rows() == null ? "" : " rows " + each.rows())));
    }

    @Override
    public void acknowledged(List<Handed> events) {
        events.forEach(each -> add("has " + each.partner() + " " + each.id() + " " + each.version()));
    }

    @Override
    public void gaveUp(String partner, TopicAddress address, long events) {
        add("gave up " + partner + " " + address + " " + events);
    }
}
