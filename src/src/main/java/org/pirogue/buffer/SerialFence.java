package org.pirogue.buffer;

import java.io.ObjectInputFilter;

/** Nothing in this JVM needs Java deserialisation, so nothing may do it: a message must not choose a class. */
public final class SerialFence {

    private SerialFence() {}

    /** Idempotent. A filter that the operator set on the command line stays. */
    public static synchronized void raise() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
