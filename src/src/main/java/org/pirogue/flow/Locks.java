package org.pirogue.flow;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pirogue.ledger.value.Outcome;

/**
 * Refusals that say that the target is locked, by a deadline or an approval: they lift, and so the value waits. E8030 was
 * seen on 2.43; E7640 to E7643 are 2.40 to 2.42, by their source; of E8031 to E8033, and of registrations, which have
 * no code, the sentence decides.
 */
final class Locks {
    private static final Set<String> LOCKED = Set.of("E8030", "E7640", "E7641", "E7642", "E7643");
    private static final Set<String> PERHAPS = Set.of("E8031", "E8032", "E8033", "P409");

    private final Duration retryAfter;

    Locks(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }

    Optional<Outcome> held(String code, String text) {
        boolean locked = LOCKED.contains(code) || PERHAPS.contains(code) && saysSo(text);
        return locked ? Optional.of(new Outcome.Held(code, text, retryAfter)) : Optional.empty();
    }

    private static boolean saysSo(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Stream.of("approv", "lock", "expir", "closed", "untimely").anyMatch(lower::contains);
    }
}
