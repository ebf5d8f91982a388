package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.semver4j.Semver;

/**
 * A catalogue as a folder of plain files: {@code NAME/VERSION/template.yaml}, {@code …/README.md}, {@code …/files/…},
 * {@code …/retired.yaml}, {@code NAME/users/HOME.yaml}. Several may write at once: a version comes to its name in one rename,
 * and each home has a file of its own.
 */
public final class FolderCatalogue implements Catalogue {
    private static final String FILES = "files";
    private static final String RETIRED = "retired.yaml";
    private static final String USERS = "users";

    private final Path root;
    private final String place;
    private final Folder folder;

    /** @param root the folder; it is made with the first version that is published */
    public FolderCatalogue(Path root, String place) {
        this.root = root;
        this.place = place;
        this.folder = new Folder(place);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public List<String> names() {
        return folder.names(root).stream().filter(TemplateId::isName).toList();
    }

    @Override
    public List<Release> releases(String name) {
        return versions(name).stream().map(version -> release(name, version)).toList();
    }

    private List<Semver> versions(String name) {
        return folder.names(root.resolve(TemplateId.checkedName(name))).stream()
                .map(Semver::parse)
                .filter(version -> version != null)
                .sorted()
                .toList();
    }

    private Path version(String name, Semver version) {
        Path found = root.resolve(TemplateId.checkedName(name)).resolve(version.getVersion());
        if (!Files.isDirectory(found, NOFOLLOW_LINKS)) {
            throw new CatalogueProblem("P623", name, version, place, versions(name));
        }
        return found;
    }

    private Release release(String name, Semver version) {
        Path file = version(name, version).resolve(ReleaseYaml.FILE);
        Release release = ReleaseYaml.release(folder.read(file), file.toString());
        if (!release.name().equals(name) || !release.version().equals(version.getVersion())) {
            throw new CatalogueProblem("P625", name + "@" + version, ReleaseYaml.FILE);
        }
        return release;
    }

    @Override
    public Parcel parcel(String name, Semver version) {
        Release release = release(name, version);
        Path base = version(name, version);
        Path readme = base.resolve("README.md");
        String documentation = Files.exists(readme, NOFOLLOW_LINKS) ? new String(folder.read(readme), UTF_8) : "";
        Parcel parcel = new Parcel(
                release, folder.tree(base.resolve(FILES), release.id().toString()), documentation);
        parcel.check();
        return parcel;
    }

    @Override
    public void publish(Parcel parcel) {
        Release release = parcel.release();
        Path template = root.resolve(release.name());
        Path target = template.resolve(release.version());
        SortedMap<String, byte[]> all = new TreeMap<>();
        all.put(ReleaseYaml.FILE, ReleaseYaml.write(release));
        all.put("README.md", parcel.documentation().getBytes(UTF_8));
        parcel.files().forEach((path, content) -> all.put(FILES + "/" + path, content));
        readme();
        if (!folder.create(target, template.resolve(".new-" + UUID.randomUUID()), all)) {
            Release.Published first = release(release.name(), release.semver()).published();
            throw new CatalogueProblem("P624", release.id(), first.by(), first.home(), first.at());
        }
    }

    /** So that whoever finds the folder knows what it is. */
    private void readme() {
        Path file = root.resolve("README.md");
        if (!Files.exists(file)) {
            try (var text = FolderCatalogue.class.getResourceAsStream("README.md")) {
                folder.write(file, java.util.Objects.requireNonNull(text).readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public Notes notes(String name) {
        Map<String, Retirement> retired = new TreeMap<>();
        for (Semver version : versions(name)) {
            Path file = version(name, version).resolve(RETIRED);
            if (Files.exists(file, NOFOLLOW_LINKS)) {
                retired.put(
                        version.getVersion(), ReleaseYaml.read(folder.read(file), Retirement.class, file.toString()));
            }
        }
        Path users = root.resolve(name).resolve(USERS);
        List<Use> uses = new ArrayList<>();
        for (String user : folder.names(users)) {
            if (user.endsWith(".yaml")) {
                Path file = users.resolve(user);
                uses.add(ReleaseYaml.read(folder.read(file), Use.class, file.toString()));
            }
        }
        uses.sort(Comparator.comparing(Use::home).thenComparing(use -> String.valueOf(use.country())));
        return new Notes(retired, uses);
    }

    @Override
    public void retire(String name, Semver version, Retirement retirement) {
        folder.write(version(name, version).resolve(RETIRED), ReleaseYaml.write(retirement));
    }

    @Override
    public void use(String name, Use use) {
        version(name, TemplateId.version(use.version()));
        String user = Folder.plain(use.home() + (use.country() == null ? "" : "." + use.country()));
        folder.write(root.resolve(name).resolve(USERS).resolve(user + ".yaml"), ReleaseYaml.write(use));
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
