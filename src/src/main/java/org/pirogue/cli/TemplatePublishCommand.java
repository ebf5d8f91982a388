package org.pirogue.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Draft;
import org.pirogue.catalogue.Lock;
import org.pirogue.catalogue.LockFile;
import org.pirogue.catalogue.ParameterChanges;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.TemplateId;
import org.pirogue.cli.docs.GeneratedDocs;
import org.semver4j.Semver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template publish}: a kamelet, or with {@code --country} a flow, as a new version into a catalogue. */
@Command(name = "publish")
final class TemplatePublishCommand implements Callable<Exit> {
    private final Context context;
    private final CountryCheck check;

    @Parameters(paramLabel = "template", descriptionKey = "parameter.templateName")
    String template = "";

    @Option(names = "--version", required = true, paramLabel = "X.Y.Z", descriptionKey = "option.templateVersion")
    String version = "";

    @Option(names = "--changes", required = true, paramLabel = "TEXT", descriptionKey = "option.changes")
    String changes = "";

    @Option(names = "--country", paramLabel = "COUNTRY", descriptionKey = "option.flowOf")
    @Nullable
    String country;

    @Option(names = "--example", paramLabel = "FILE", descriptionKey = "option.example")
    Set<String> examples = Set.of();

    @Option(names = "--fixed", paramLabel = "FILE", descriptionKey = "option.fixed")
    Set<String> fixed = Set.of();

    @Option(names = "--without", paramLabel = "FILE", descriptionKey = "option.without")
    Set<String> without = Set.of();

    @Option(names = "--home-name", paramLabel = "NAME", descriptionKey = "option.homeName")
    @Nullable
    String homeName;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    @Mixin
    ByOption by = new ByOption();

    TemplatePublishCommand(Context context, CountryCheck check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public Exit call() {
        Home home = context.home(options.home);
        Semver wanted = TemplateId.version(version);
        TemplateId id = new TemplateId(TemplateId.of(template).name(), wanted);
        if (country != null) {
            home.configOf(country);
        }
        new TemplateLint(context.screen(), check, home).check(country);
        Draft draft = new Draft(home.folder(), terms(home, id));
        Parcel parcel = country == null ? draft.kamelet() : draft.flow(country);
        try (Catalogue catalogue = options.open(context, true)) {
            warn(catalogue.releases(id.name()), parcel.release());
            catalogue.publish(parcel);
            context.screen()
                    .print(context.screen()
                            .text(
                                    "template.published",
                                    id,
                                    parcel.files().size(),
                                    parcel.release().digest(),
                                    catalogue.place()));
        }
        return Exit.OK;
    }

    private Draft.Terms terms(Home home, TemplateId id) {
        Lock lock = LockFile.read(home.folder(), String.valueOf(home.folder().getFileName()));
        String name = homeName == null ? lock.home() : homeName;
        return new Draft.Terms(
                id,
                changes,
                new Release.Published(by.name(), TemplateOptions.now(), name),
                examples,
                fixed,
                without,
                documentation(home, id));
    }

    private String documentation(Home home, TemplateId id) {
        if (country != null) {
            return GeneratedDocs.ofFlow(home.routesOf(country).resolve(id.name()), CountryConfig.read(home, country));
        }
        Path definition = home.folder().resolve("kamelets").resolve(id.name() + ".kamelet.yaml");
        return java.nio.file.Files.isRegularFile(definition) ? GeneratedDocs.ofKamelet(definition) : "";
    }

    /** Semantic versions promise that whoever sets a parameter can go on doing so until the first number changes. */
    private void warn(List<Release> releases, Release published) {
        Semver version = published.semver();
        releases.stream()
                .filter(release -> release.semver().isLowerThan(version))
                .reduce((older, newer) -> newer)
                .filter(before -> before.semver().getMajor() == version.getMajor() && version.getMajor() > 0)
                .ifPresent(before -> {
                    List<ParameterChanges.Change> breaking =
                            ParameterChanges.between(before.parameters(), published.parameters()).stream()
                                    .filter(change -> change.what().breaks())
                                    .toList();
                    if (!breaking.isEmpty()) {
                        context.screen().say("template.breaks", published.version(), before.version());
                        TemplateText.changes(context.screen(), breaking).forEach(context.screen()::tell);
                    }
                });
    }
}
