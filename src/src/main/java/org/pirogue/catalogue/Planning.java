package org.pirogue.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out what an installation would do to a home, and whether it may; changes nothing. */
public final class Planning {
    private final HomeFiles home;
    private final SortedMap<String, byte[]> writes = new TreeMap<>();
    private final SortedSet<String> removes = new TreeSet<>();
    private final SortedSet<String> kept = new TreeSet<>();
    private final List<Lock.Installed> installed = new ArrayList<>();
    private final String by;
    private final String at;
    private Lock lock;

    public Planning(HomeFiles home, Lock lock, String by, String at) {
        this.home = home;
        this.lock = lock;
        this.by = by;
        this.at = at;
    }

    public Plan plan(List<Wanted> all) {
        for (Wanted wanted : all) {
            Lock.Installed before = lock.find(wanted.name(), wanted.country()).orElse(null);
            edited(before);
            sameVersion(wanted, before);
            parameters(wanted, before);
            add(wanted, before);
        }
        for (Wanted wanted : all) {
            kamelets(wanted);
        }
        return new Plan(writes, removes, kept, lock, installed);
    }

    /** Nothing that a person changed is written over, or removed. A file that is gone is put back. */
    private void edited(Lock.@Nullable Installed before) {
        if (before == null) {
            return;
        }
        List<String> edited = editedFiles(home, before);
        if (!edited.isEmpty()) {
            throw new CatalogueProblem("P630", String.join(", ", edited), before.label(), before.version());
        }
    }

    /** Files of a template that are not as they were put there. */
    public static List<String> editedFiles(HomeFiles home, Lock.Installed installed) {
        return installed.files().entrySet().stream()
                .filter(file -> home.digest(file.getKey())
                        .filter(now -> !now.equals(file.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void sameVersion(Wanted wanted, Lock.@Nullable Installed before) {
        Release release = wanted.parcel().release();
        if (before != null
                && before.version().equals(release.version())
                && !before.digest().equals(release.digest())) {
            throw new CatalogueProblem("P643", release.id(), wanted.place(), before.catalogue());
        }
    }

    private static void parameters(Wanted wanted, Lock.@Nullable Installed before) {
        Release release = wanted.parcel().release();
        Set<String> gone = new TreeSet<>();
        if (wanted.before() != null) {
            ParameterChanges.between(wanted.before(), release.parameters()).stream()
                    .filter(change -> change.what() == ParameterChanges.What.DROPPED)
                    .forEach(change -> gone.add(change.name()));
        }
        if (before != null) {
            before.values().keySet().stream()
                    .filter(name -> !release.parameters().containsKey(name))
                    .forEach(gone::add);
        }
        unknown(wanted, release, gone);
        Set<String> undecided = new TreeSet<>(gone);
        undecided.removeAll(wanted.drop());
        if (!undecided.isEmpty()) {
            throw new CatalogueProblem(
                    "P635", release.id(), String.join(", ", undecided), "--drop " + String.join(" --drop ", undecided));
        }
    }

    private static void unknown(Wanted wanted, Release release, Set<String> gone) {
        Set<String> unknown = new TreeSet<>(wanted.values().keySet());
        if (release.kind() == Kind.KAMELET && !unknown.isEmpty()) {
            throw new CatalogueProblem("P637.kamelet", String.join(", ", unknown), release.name());
        }
        unknown.removeAll(release.parameters().keySet());
        wanted.drop().stream().filter(name -> !gone.contains(name)).forEach(unknown::add);
        if (!unknown.isEmpty()) {
            String known = String.join(", ", new TreeSet<>(release.parameters().keySet()));
            throw new CatalogueProblem("P637", String.join(", ", unknown), release.id(), known);
        }
    }

    private void add(Wanted wanted, Lock.@Nullable Installed before) {
        Release release = wanted.parcel().release();
        Map<String, String> values = new TreeMap<>(before == null ? Map.of() : before.values());
        values.keySet().retainAll(release.parameters().keySet());
        values.putAll(wanted.values());
        Map<String, byte[]> contents = wanted.parcel().settled(values, wanted.workspace());
        Map<String, String> owned = new LinkedHashMap<>();
        Set<String> inTheWay = new TreeSet<>();
        for (Release.Entry entry : release.files()) {
            String path = HomeFiles.path(release, wanted.country(), entry.path());
            byte[] content = contents.get(entry.path());
            if (entry.role() == Role.EXAMPLE) {
                example(path, content);
            } else {
                owned.put(path, Digests.of(content));
                template(path, content, before, inTheWay);
            }
        }
        if (!inTheWay.isEmpty()) {
            throw new CatalogueProblem("P631", String.join(", ", inTheWay), release.id());
        }
        Lock.Installed now = new Lock.Installed(
                release.name(),
                release.kind(),
                wanted.country(),
                wanted.workspace(),
                release.version(),
                release.digest(),
                wanted.place(),
                by,
                at,
                values,
                owned);
        leftOver(before, now, contents.keySet(), wanted);
        lock = lock.with(now);
        installed.add(now);
    }

    private void example(String path, byte[] content) {
        if (home.content(path).isPresent()) {
            kept.add(path);
        } else {
            writes.put(path, content);
        }
    }

    private void template(String path, byte[] content, Lock.@Nullable Installed before, Set<String> inTheWay) {
        String digest = Digests.of(content);
        String now = home.digest(path).orElse("");
        boolean ours = before != null && before.files().containsKey(path);
        boolean anothers = lock.templates().stream()
                .filter(each -> before == null || !each.isAt(before.name(), before.country()))
                .anyMatch(each -> each.files().containsKey(path)
                        && !digest.equals(each.files().get(path)));
        if (anothers || !ours && !now.isEmpty() && !now.equals(digest)) {
            inTheWay.add(path);
        } else if (!now.equals(digest)) {
            writes.put(path, content);
        }
    }

    private void leftOver(Lock.@Nullable Installed before, Lock.Installed now, Set<String> names, Wanted wanted) {
        if (before != null) {
            Set<String> stays = new HashSet<>(now.files().keySet());
            names.forEach(name -> stays.add(HomeFiles.path(wanted.parcel().release(), wanted.country(), name)));
            before.files().keySet().stream()
                    .filter(path -> !stays.contains(path) && !lock.isOfAnother(now, path))
                    .filter(path -> home.content(path).isPresent())
                    .forEach(removes::add);
        }
    }

    /** A flow needs its kamelets, there already or coming with it. */
    private void kamelets(Wanted wanted) {
        List<String> missing = wanted.parcel().release().kamelets().stream()
                .filter(name -> TemplateId.isName(name))
                .filter(name -> {
                    String path = "kamelets/" + name + ".kamelet.yaml";
                    return !writes.containsKey(path) && home.content(path).isEmpty();
                })
                .toList();
        if (!missing.isEmpty()) {
            throw new CatalogueProblem(
                    "P639", wanted.parcel().release().id(), String.join(", ", missing), String.join(" ", missing));
        }
    }
}
