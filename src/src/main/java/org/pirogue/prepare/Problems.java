package org.pirogue.prepare;

import java.util.List;
import java.util.stream.Collectors;

/** A file of a flow that cannot be used, with everything that is wrong in it, not only the first thing. */
public final class Problems extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> all;

    public Problems(List<Problem> all) {
        super(all.size()
                + (all.size() == 1 ? " problem: " : " problems: ")
                + all.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.all = List.copyOf(all);
    }

    /** In the order of the file; never empty. */
    public List<Problem> all() {
        return all;
    }
}
