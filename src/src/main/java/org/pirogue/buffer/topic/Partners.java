package org.pirogue.buffer.topic;

import java.util.Optional;
import java.util.Set;

/** Who from outside may consume topics. The broker asks; whoever keeps the accounts answers. */
public interface Partners {

    /**
     * Somebody who was let in.
     *
     * @param partner name of the account
     * @param credential by what: asked for again every few seconds, as long as the connection lasts
     */
    record Pass(String partner, String credential) {}

    /** Empty: not let in. @param secret what stands where a password does */
    Optional<Pass> signIn(String name, String secret);

    /** @param name common name of a certificate that the broker has looked through and trusts */
    Optional<Pass> byCertificate(String name);

    /** The workspaces whose shares may be received with it now; empty: it ends. */
    Set<String> workspaces(Pass pass);

    /** Nobody from outside. */
    static Partners nobody() {
        return new Partners() {
            @Override
            public Optional<Pass> signIn(String name, String secret) {
                return Optional.empty();
            }

            @Override
            public Optional<Pass> byCertificate(String name) {
                return Optional.empty();
            }

            @Override
            public Set<String> workspaces(Pass pass) {
                return Set.of();
            }
        };
    }
}
