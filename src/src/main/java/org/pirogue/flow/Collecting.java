package org.pirogue.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Which flows collect here now. A flow can be closed for a moment: what collects goes on to its end, nothing begins. */
public class Collecting {
    private final Map<String, Integer> running = new HashMap<>();
    private final Set<String> closed = new TreeSet<>();
    private final Map<String, List<Runnable>> afterwards = new HashMap<>();

    /** @return false while the flow is closed; otherwise it counts as collecting until the exchange is over */
    synchronized boolean enter(String flow, Exchange exchange) {
        if (closed.contains(flow)) {
            return false;
        }
        running.merge(flow, 1, Integer::sum);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange over) {
                leave(flow);
            }
        });
        return true;
    }

    private void leave(String flow) {
        List<Runnable> last = left(flow);
        last.forEach(Runnable::run);
    }

    private synchronized List<Runnable> left(String flow) {
        running.computeIfPresent(flow, (name, many) -> many == 1 ? null : many - 1);
        notifyAll();
        List<Runnable> last = running.containsKey(flow) ? null : afterwards.remove(flow);
        return last == null ? List.of() : last;
    }

    /** Does something once the flow, which collects, does so no more. */
    public synchronized void whenOver(String flow, Runnable last) {
        if (running.containsKey(flow)) {
            afterwards.computeIfAbsent(flow, none -> new ArrayList<>()).add(last);
        }
    }

    public synchronized void close(Set<String> flows) {
        closed.addAll(flows);
    }

    public synchronized void open(Set<String> flows) {
        closed.removeAll(flows);
    }

    /** Waits until none of them collects, or for so long. @return those that still do */
    public synchronized Set<String> idle(Set<String> flows, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); !busy(flows).isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return busy(flows);
    }

    private Set<String> busy(Set<String> flows) {
        Set<String> busy = new TreeSet<>(flows);
        busy.retainAll(running.keySet());
        return busy;
    }
}
