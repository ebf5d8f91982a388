package org.pirogue.sandbox;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.instance.VersionMode;

/**
 * How a sandbox is started.
 *
 * @param name shown in answers; also the seed of the ids the server makes, unless {@code seed} is given
 * @param port 0 for any free one
 * @param adminPassword null for a generated one
 * @param seed of made ids; null to take the name's
 * @param clock what the server takes for now
 */
public record SandboxOptions(
        String name,
        String host,
        int port,
        VersionMode mode,
        @Nullable String adminPassword,
        @Nullable Long seed,
        Clock clock) {

    /** Loopback, any port, mode 2.43, generated password. */
    public static SandboxOptions named(String name) {
        return new SandboxOptions(name, "127.0.0.1", 0, VersionMode.V2_43, null, null, Clock.systemUTC());
    }

    public SandboxOptions withPort(int port) {
        return new SandboxOptions(name, host, port, mode, adminPassword, seed, clock);
    }

    public SandboxOptions withHost(String host) {
        return new SandboxOptions(name, host, port, mode, adminPassword, seed, clock);
    }

    public SandboxOptions withMode(VersionMode mode) {
        return new SandboxOptions(name, host, port, mode, adminPassword, seed, clock);
    }

    public SandboxOptions withAdminPassword(String adminPassword) {
        return new SandboxOptions(name, host, port, mode, adminPassword, seed, clock);
    }

    public SandboxOptions withSeed(long seed) {
        return new SandboxOptions(name, host, port, mode, adminPassword, seed, clock);
    }

    /** A server of another day: recordings are replayed at the time that they were made. */
    public SandboxOptions withClock(Clock clock) {
        return new SandboxOptions(name, host, port, mode, adminPassword, seed, clock);
    }
}
