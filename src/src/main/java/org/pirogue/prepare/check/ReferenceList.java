package org.pirogue.prepare.check;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** P539: a value that is not among those that are allowed, letter by letter. */
final class ReferenceList extends ValueCheck {
    private final Set<String> allowed;

    ReferenceList(Set<String> on, Set<String> allowed) {
        super("P539", on);
        this.allowed = new TreeSet<>(allowed);
    }

    @Override
    Optional<String> fault(String value) {
        return allowed.contains(value)
                ? Optional.empty()
                : Optional.of("one of " + String.join(", ", allowed) + " is expected");
    }
}
