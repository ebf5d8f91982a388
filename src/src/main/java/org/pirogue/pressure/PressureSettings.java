package org.pirogue.pressure;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How hard each connection may be pressed: {@code pirogue.connections.NAME}, beside its address and secret. */
@ConfigurationProperties("pirogue")
public record PressureSettings(@Nullable Map<String, Limits> connections) {
    public PressureSettings {
        connections = connections == null ? Map.of() : Map.copyOf(connections);
    }

    /**
     * @param writeWindow when it may be written to, {@code 20:00-06:00}; none: always
     * @param zone in which zone the window is told, {@code Africa/Bujumbura}; none: the machine's
     * @param secsPerPost how long one request should take: with slower ones fewer values are sent at a time
     * @param leastValuesPerPost but never fewer than so many
     * @param callsPerMinute no more requests than so many; 0: no limit
     * @param writesAtOnce so many writes at the same time
     * @param failuresToOpen of the last calls, twice as many, so many must fail before the circuit opens
     * @param retrySecs wait after a first failure; each further one doubles it, about
     * @param mostRetrySecs no wait is longer, unless the server asks for it
     * @param mostServerWaitSecs a longer wait is not taken from a server
     */
    public record Limits(
            @Nullable String writeWindow,
            @Nullable String zone,
            @DefaultValue("5") int secsPerPost,
            @DefaultValue("50") int leastValuesPerPost,
            @DefaultValue("0") int callsPerMinute,
            @DefaultValue("4") int writesAtOnce,
            @DefaultValue("5") int failuresToOpen,
            @DefaultValue("2") int retrySecs,
            @DefaultValue("300") int mostRetrySecs,
            @DefaultValue("3600") int mostServerWaitSecs) {

        /** What holds unless it is configured otherwise. */
        public static Limits defaults() {
            return new Limits(null, null, 5, 50, 0, 4, 5, 2, 300, 3600);
        }

        Duration perPost() {
            return Duration.ofSeconds(secsPerPost);
        }

        Duration mostServerWait() {
            return Duration.ofSeconds(mostServerWaitSecs);
        }
    }

    Limits of(String connection) {
        Limits limits = connections.get(connection);
        return limits == null ? Limits.defaults() : limits;
    }
}
