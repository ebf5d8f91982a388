package org.pirogue.persons;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.table.TableRules;
import org.pirogue.flow.table.TableSteps;
import org.pirogue.home.Secrets;
import org.pirogue.ledger.column.Alike;
import org.pirogue.prepare.table.Anonymisation;

/** What a person goes by in one workspace: as they were typed, and as each recipient of it knows them. */
final class Names {
    private final List<Anonymisation> rules;
    private final List<String> secrets;

    private Names(List<Anonymisation> rules, List<String> secrets) {
        this.rules = rules;
        this.secrets = secrets;
    }

    static Names of(String workspace, Flows flows, Secrets secrets) {
        List<Anonymisation> rules = new ArrayList<>();
        for (Flow flow : flows.all()) {
            if (flow.workspace().equals(workspace)) {
                flow.step(TableRules.ANONYMISE)
                        .map(step -> TableRules.anonymisation(flow, step.parameter("rules")))
                        .ifPresent(rules::add);
            }
        }
        // Also those of recipients whom no flow serves any more: what they were given is kept.
        List<String> keys = secrets.names(TableSteps.pseudonyms(workspace)).stream()
                .map(secrets::of)
                .toList();
        return new Names(rules, keys);
    }

    /** Alike, with every pseudonym that the rules make of them. */
    Set<String> all(Collection<String> names) {
        Set<String> all = new TreeSet<>();
        names.forEach(name -> {
            all.add(Alike.of(name));
            pseudonyms(name).forEach(each -> all.add(Alike.of(each)));
        });
        return all;
    }

    private Set<String> pseudonyms(String name) {
        return secrets.stream()
                .flatMap(secret -> rules.stream().flatMap(each -> each.pseudonyms(name, secret).stream()))
                .collect(Collectors.toSet());
    }

    /** Whether a value that is kept in clear is the person's: it is one of these, or a pseudonym of it is. */
    Predicate<String> same(Sought sought) {
        Set<String> wanted = all(List.of(sought.said()));
        return value -> !value.isBlank()
                && (wanted.contains(Alike.of(value))
                        || (sought.isPseudonym()
                                && pseudonyms(value).stream().map(Alike::of).anyMatch(wanted::contains)));
    }
}
