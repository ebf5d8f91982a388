package org.pirogue.flow;

import java.util.Optional;

/** Flows as they were deployed before. */
@FunctionalInterface
public interface Archive {

    /** @param deployment digest of the country's files; empty where they are not kept any more */
    Optional<Flow> flow(String deployment, String name);
}
