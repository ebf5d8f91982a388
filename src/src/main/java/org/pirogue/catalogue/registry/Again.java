package org.pirogue.catalogue.registry;

import javax.ws.rs.WebApplicationException;
import org.apache.nifi.registry.client.NiFiRegistryException;

/** The Registry refused what it may take at another time: somebody else was faster, or it is at odds with itself. */
final class Again extends Exception {
    private static final long serialVersionUID = 1;
    private static final int CONFLICT = 409;
    private static final int OWN_FAULT = 500;

    private Again(NiFiRegistryException cause) {
        super(cause);
    }

    static Exception orSelf(NiFiRegistryException problem) {
        int status = problem.getCause() instanceof WebApplicationException answer
                ? answer.getResponse().getStatus()
                : 0;
        return status == CONFLICT || status >= OWN_FAULT ? new Again(problem) : problem;
    }
}
