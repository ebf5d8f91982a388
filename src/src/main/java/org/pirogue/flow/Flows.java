package org.pirogue.flow;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.Versions;

/**
 * The flows that this Pirogue runs. They may be changed while it runs: a run goes on with the version that it began with,
 * everything else asks for the newest.
 */
public class Flows {
    private volatile Current current;
    private final Map<Long, Begun> begun = new ConcurrentHashMap<>();

    /** @param times that the run is being collected now: a fired trigger and a scheduled one may meet */
    private record Begun(Flow flow, int times) {}

    private record Current(Map<String, Flow> flows, Map<String, Versions> versions) {}

    /** A flow and the digests of what it works by. @param versions null where nothing was deployed, as in a test */
    public record Version(Flow flow, @Nullable Versions versions) {}

    public Flows(Collection<Flow> flows) {
        this(flows, Map.of());
    }

    /** @param versions by the names of the flows */
    public Flows(Collection<Flow> flows, Map<String, Versions> versions) {
        current = now(flows, versions);
    }

    /** From now on these; runs that have begun are not touched. */
    public void change(Collection<Flow> flows, Map<String, Versions> versions) {
        current = now(flows, versions);
    }

    private static Current now(Collection<Flow> flows, Map<String, Versions> versions) {
        Map<String, Flow> named = new TreeMap<>();
        flows.forEach(flow -> named.put(flow.name(), flow));
        return new Current(named, Map.copyOf(versions));
    }

    /** @throws FlowException P551 with the nearest known name */
    public Flow get(String name) {
        return newest(name).flow();
    }

    /** @throws FlowException P551 with the nearest known name */
    public Version newest(String name) {
        Current now = current;
        Flow flow = now.flows().get(name);
        if (flow == null) {
            throw new FlowException(
                    "P551",
                    "flow '" + name + "' not found: this country has "
                            + now.flows().keySet());
        }
        return new Version(flow, now.versions().get(name));
    }

    /** The version that the run began with, while it collects; the newest otherwise. */
    public Flow of(long run, String name) {
        Begun with = begun.get(run);
        return with == null ? get(name) : with.flow();
    }

    public Flow of(Envelope envelope) {
        return of(envelope.run(), envelope.flow());
    }

    void begin(long run, Flow flow) {
        begun.merge(run, new Begun(flow, 1), (known, more) -> new Begun(known.flow(), known.times() + 1));
    }

    void end(long run) {
        begun.computeIfPresent(
                run, (id, known) -> known.times() == 1 ? null : new Begun(known.flow(), known.times() - 1));
    }

    public boolean has(String name) {
        return current.flows().containsKey(name);
    }

    public Collection<Flow> all() {
        return current.flows().values();
    }
}
