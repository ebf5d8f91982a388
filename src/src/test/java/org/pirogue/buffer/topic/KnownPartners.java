package org.pirogue.buffer.topic;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts of a test: who has which token, and may receive in which workspaces. */
public final class KnownPartners implements Partners {
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> workspaces = new ConcurrentHashMap<>();

    public KnownPartners let(String name, String token, String... in) {
        tokens.put(name, token);
        workspaces.put(name, Set.of(in));
        return this;
    }

    public void revoke(String name) {
        tokens.remove(name);
    }

    public void takeOut(String name) {
        workspaces.put(name, Set.of());
    }

    @Override
    public Optional<Pass> signIn(String name, String secret) {
        return secret.equals(tokens.get(name)) ? Optional.of(new Pass(name, secret)) : Optional.empty();
    }

    @Override
    public Optional<Pass> byCertificate(String name) {
        return workspaces.containsKey(name) ? Optional.of(new Pass(name, "certificate")) : Optional.empty();
    }

    @Override
    public Set<String> workspaces(Pass pass) {
        boolean stands =
                pass.credential().equals("certificate") || pass.credential().equals(tokens.get(pass.partner()));
        return stands ? workspaces.getOrDefault(pass.partner(), Set.of()) : Set.of();
    }
}
