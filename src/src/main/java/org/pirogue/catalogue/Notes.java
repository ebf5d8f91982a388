package org.pirogue.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.semver4j.Semver;

/**
 * What is known of a template beside its versions, and changes: which are retired, and who uses which.
 *
 * @param retired by version
 */
public record Notes(Map<String, Retirement> retired, List<Use> uses) {
    public static final Notes NONE = new Notes(Map.of(), List.of());

    public Notes {
        // They may come from a file that somebody else wrote.
        retired = retired == null ? Map.of() : retired;
        uses = uses == null ? List.of() : uses;
    }

    public Optional<Retirement> retirement(Semver version) {
        return Optional.ofNullable(retired.get(version.getVersion()));
    }

    public Notes with(Semver version, Retirement retirement) {
        Map<String, Retirement> all = new TreeMap<>(retired);
        all.put(version.getVersion(), retirement);
        return new Notes(all, uses);
    }

    public Notes with(Use use) {
        List<Use> all = new ArrayList<>(uses);
        all.removeIf(use::sameUser);
        all.add(use);
        all.sort(Comparator.comparing(Use::home).thenComparing(each -> String.valueOf(each.country())));
        return new Notes(retired, all);
    }
}
