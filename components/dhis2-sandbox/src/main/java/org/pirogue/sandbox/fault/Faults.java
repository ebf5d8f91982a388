package org.pirogue.sandbox.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The fault script of one sandbox. The first line that matches a call and is due hits it. */
public final class Faults {
    private record Line(Fault fault, AtomicInteger seen, AtomicInteger hits) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    public void add(Fault fault) {
        lines.add(new Line(fault, new AtomicInteger(), new AtomicInteger()));
    }

    public void clear() {
        lines.clear();
    }

    /** How many calls were hit so far by the lines that stand. */
    public int hits() {
        return lines.stream().mapToInt(line -> line.hits.get()).sum();
    }

    /** Counts this call, and says what is to go wrong with it. */
    public Optional<Fault> next(String method, String pathAndQuery) {
        for (Line line : lines) {
            Fault fault = line.fault;
            boolean matches = (fault.method() == null || fault.method().equals(method))
                    && fault.path().matcher(pathAndQuery).find();
            if (matches && isDue(line)) {
                line.hits.incrementAndGet();
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static boolean isDue(Line line) {
        int number = line.seen.incrementAndGet() - line.fault.skip();
        return number > 0 && (line.fault.times() == 0 || number <= line.fault.times());
    }
}
