package org.pirogue.sandbox.http;

/** A group of addresses that belong together. */
@FunctionalInterface
public interface Endpoints {
    void register(Routes routes);
}
