package org.pirogue.flow;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The flows that this Pirogue runs. */
public class Flows {
    private final Map<String, Flow> byName;

    public Flows(Collection<Flow> flows) {
        byName = new TreeMap<>();
        flows.forEach(flow -> byName.put(flow.name(), flow));
    }

    /** @throws FlowException P551 with the nearest known name */
    public Flow get(String name) {
        Flow flow = byName.get(name);
        if (flow == null) {
            throw new FlowException("P551", "flow '" + name + "' not found: this country has " + byName.keySet());
        }
        return flow;
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    public Collection<Flow> all() {
        return byName.values();
    }
}
