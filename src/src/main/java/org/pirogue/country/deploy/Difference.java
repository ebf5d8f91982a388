package org.pirogue.country.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.ledger.run.Versions;
import org.pirogue.workspace.WorkspaceSettings;

/**
 * What another version of a country's files changes.
 *
 * @param steps flows whose routes, kamelets, workspace or schedule change: their routes are taken out and put in again
 * @param tables flows of which only mapping, rules or other tables change: the next run of each uses them
 * @param settings flows of which only other settings change
 * @param kamelets that change, come or go
 * @param shared route files of no flow that change, come or go
 */
public record Difference(
        Set<String> added,
        Set<String> removed,
        Set<String> steps,
        Set<String> tables,
        Set<String> settings,
        Set<String> kamelets,
        Set<String> shared) {

    static Difference between(Deployment before, Deployment after) {
        Map<String, Versions> old = before.versions();
        Map<String, Versions> now = after.versions();
        Set<String> added = without(now.keySet(), old.keySet());
        Set<String> removed = without(old.keySet(), now.keySet());
        Set<String> steps = new TreeSet<>();
        Set<String> tables = new TreeSet<>();
        Set<String> settings = new TreeSet<>();
        for (String flow : without(now.keySet(), added)) {
            WorkspaceSettings.Flow said = before.settings().get(flow);
            WorkspaceSettings.Flow says = after.settings().get(flow);
            if (!old.get(flow).sameSteps(now.get(flow)) || !sameClock(said, says)) {
                steps.add(flow);
            } else if (!old.get(flow).same(now.get(flow))) {
                tables.add(flow);
            } else if (!Objects.equals(said, says)) {
                settings.add(flow);
            }
        }
        return new Difference(
                added,
                removed,
                steps,
                tables,
                settings,
                changed(before.kameletDigests(), after.kameletDigests()),
                changed(before.sharedDigests(), after.sharedDigests()));
    }

    private static boolean sameClock(WorkspaceSettings.Flow said, WorkspaceSettings.Flow says) {
        return said == says
                || said != null
                        && says != null
                        && Objects.equals(said.schedule(), says.schedule())
                        && Objects.equals(said.workspace(), says.workspace());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(some);
        return left;
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Map<String, String> all = new TreeMap<>(before);
        all.putAll(after);
        all.keySet().removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return new TreeSet<>(all.keySet());
    }

    /** Flows whose routes leave, for ever or to come back. */
    Set<String> leaving() {
        Set<String> leaving = new TreeSet<>(removed);
        leaving.addAll(steps);
        return leaving;
    }

    /** Flows whose routes come. */
    Set<String> coming() {
        Set<String> coming = new TreeSet<>(added);
        coming.addAll(steps);
        return coming;
    }

    /** In words, for the log: empty where nothing that runs is touched. */
    @Override
    public String toString() {
        return words();
    }

    private String words() {
        List<String> said = new ArrayList<>();
        say(said, added, "added " + added);
        say(said, removed, "removed " + removed);
        say(said, steps, "changed " + steps);
        say(said, tables, "tables " + tables);
        say(said, settings, "settings " + settings);
        say(said, kamelets, "kamelets " + kamelets);
        say(said, shared, "shared " + shared);
        return said.isEmpty() ? "nothing that runs" : String.join("; ", said);
    }

    private static void say(List<String> said, Set<String> names, String text) {
        if (!names.isEmpty()) {
            said.add(text);
        }
    }
}
