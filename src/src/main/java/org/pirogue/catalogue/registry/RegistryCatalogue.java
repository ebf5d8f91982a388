package org.pirogue.catalogue.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.CatalogueProblem;
import org.pirogue.catalogue.Notes;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.ReleaseYaml;
import org.pirogue.catalogue.Retirement;
import org.pirogue.catalogue.TemplateId;
import org.pirogue.catalogue.Use;
import org.semver4j.Semver;

/**
 * Templates in a bucket of an Apache NiFi Registry. A template is a versioned flow of its name; each published version is the
 * next snapshot of it. What changes (retired, used by whom) is a second flow, {@code NAME.notes}, whose newest snapshot counts.
 * The Registry takes a snapshot only as the next number after the last, so of two that write at once one is refused, looks again
 * and goes on: nothing is lost and no version is published twice.
 */
public final class RegistryCatalogue implements Catalogue {
    private static final String NOTES = ".notes";
    private static final String NOTES_FILE = "notes.yaml";

    private final Bucket bucket;
    private final String place;

    /**
     * @param place {@code http://host:port}, with {@code #bucket} where it is not {@code pirogue-templates}
     * @param token bearer token, where the Registry asks for one
     */
    public RegistryCatalogue(String place, @Nullable String token) {
        this.place = place;
        this.bucket = new Bucket(place, token);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public List<String> names() {
        return bucket.flows().stream().filter(TemplateId::isName).sorted().toList();
    }

    @Override
    public List<Release> releases(String name) {
        return bucket.flow(name).map(this::releasesOf).orElse(List.of());
    }

    private List<Release> releasesOf(String flow) {
        List<Release> releases = new ArrayList<>();
        for (int number : bucket.numbers(flow)) {
            releases.add(
                    SnapshotFiles.read(bucket.snapshot(flow, number), place).release());
        }
        releases.sort(Comparator.comparing(Release::semver));
        return releases;
    }

    @Override
    public Parcel parcel(String name, Semver version) {
        List<String> others = new ArrayList<>();
        Optional<String> flow = bucket.flow(name);
        for (int number : flow.map(bucket::numbers).orElse(List.of())) {
            Parcel parcel = SnapshotFiles.read(bucket.snapshot(flow.orElseThrow(), number), place);
            if (parcel.release().version().equals(version.getVersion())) {
                if (!parcel.release().name().equals(name)) {
                    throw new CatalogueProblem("P625", name + "@" + version, ReleaseYaml.FILE);
                }
                parcel.check();
                return parcel;
            }
            others.add(parcel.release().version());
        }
        throw new CatalogueProblem("P623", name, version, place, others);
    }

    @Override
    public void publish(Parcel parcel) {
        Release release = parcel.release();
        String flow = bucket.flowOrNew(release.name(), release.title());
        bucket.append(flow, last -> {
            releasesOf(flow).stream()
                    .filter(each -> each.version().equals(release.version()))
                    .findFirst()
                    .ifPresent(first -> {
                        Release.Published by = first.published();
                        throw new CatalogueProblem("P624", release.id(), by.by(), by.home(), by.at());
                    });
            return SnapshotFiles.write(parcel);
        });
    }

    @Override
    public Notes notes(String name) {
        return bucket.flow(name + NOTES).map(this::newestNotes).orElse(Notes.NONE);
    }

    private Notes newestNotes(String flow) {
        List<Integer> numbers = bucket.numbers(flow);
        return numbers.isEmpty() ? Notes.NONE : notesAt(flow, numbers.get(numbers.size() - 1));
    }

    private Notes notesAt(String flow, int number) {
        byte[] yaml = SnapshotFiles.file(bucket.snapshot(flow, number), NOTES_FILE, place);
        return ReleaseYaml.read(yaml, Notes.class, place);
    }

    @Override
    public void retire(String name, Semver version, Retirement retirement) {
        note(name, notes -> notes.with(version, retirement), retirement.by());
    }

    @Override
    public void use(String name, Use use) {
        note(name, notes -> notes.with(use), use.by());
    }

    private void note(String name, UnaryOperator<Notes> change, String by) {
        String flow = bucket.flowOrNew(name + NOTES, "Which versions are retired, and who uses which");
        bucket.append(flow, last -> {
            Notes notes = last == 0 ? Notes.NONE : notesAt(flow, last);
            return SnapshotFiles.write(NOTES_FILE, ReleaseYaml.write(change.apply(notes)), by);
        });
    }

    @Override
    public void close() {
        bucket.close();
    }
}
