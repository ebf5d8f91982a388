package org.pirogue.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version with its files, as it travels between homes and catalogues.
 *
 * @param files contents by path
 * @param documentation Markdown, for people
 */
public record Parcel(Release release, SortedMap<String, byte[]> files, String documentation) {
    public Parcel {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Computes the digests of what is about to be published. @param draft without files and digest */
    static Parcel seal(Release draft, SortedMap<String, byte[]> files, Set<String> examples, String documentation) {
        List<Release.Entry> entries = files.entrySet().stream()
                .map(file -> new Release.Entry(
                        file.getKey(),
                        examples.contains(file.getKey()) ? Role.EXAMPLE : Role.TEMPLATE,
                        Digests.of(file.getValue())))
                .toList();
        Release release = new Release(
                draft.format(),
                draft.name(),
                draft.version(),
                draft.kind(),
                draft.title(),
                draft.description(),
                draft.changes(),
                draft.published(),
                draft.parameters(),
                draft.kamelets(),
                entries,
                "");
        Parcel parcel = new Parcel(release.withDigest(Digests.of(release)), files, documentation);
        parcel.check();
        return parcel;
    }

    /** @throws CatalogueProblem P625 what is there is not what was published, P626 something that no template may bring */
    public void check() {
        new Contents(release).check(files);
        for (Release.Entry entry : release.files()) {
            byte[] content = files.get(entry.path());
            if (content == null || !Digests.of(content).equals(entry.sha256())) {
                throw new CatalogueProblem("P625", release.id(), entry.path());
            }
        }
        if (!Digests.of(release).equals(release.digest())) {
            throw new CatalogueProblem("P625", release.id(), ReleaseYaml.FILE);
        }
    }

    /** The files as they come to a home. @param workspace of a flow, whose queue it names; none for a kamelet */
    Map<String, byte[]> settled(Map<String, String> values, @Nullable String workspace) {
        Map<String, byte[]> settled = new TreeMap<>(files);
        if (release.kind() == Kind.FLOW && workspace != null) {
            String definition = new Contents(release).definition();
            FlowRoutes routes = FlowRoutes.read(release.name(), content(definition), definition);
            settled.put(definition, routes.with(values, workspace));
        }
        return settled;
    }

    byte[] content(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new CatalogueProblem("P625", release.id(), path);
        }
        return content;
    }
}
