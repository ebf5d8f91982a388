package org.pirogue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Lock;
import org.pirogue.catalogue.Offers;
import org.pirogue.catalogue.ParameterChanges;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.TemplateId;
import org.pirogue.catalogue.Wanted;
import org.semver4j.Semver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template upgrade}: puts another version in the place of the one that is installed, and shows what changes. */
@Command(name = "upgrade")
final class TemplateUpgradeCommand implements Callable<Exit> {
    private final Context context;
    private final CountryCheck check;

    @Parameters(paramLabel = "template", arity = "1..*", descriptionKey = "parameter.installedTemplates")
    List<String> templates = List.of();

    @Option(names = "--country", paramLabel = "COUNTRY", descriptionKey = "option.flowInto")
    @Nullable
    String country;

    @Option(names = "--set", paramLabel = "PARAMETER=VALUE", descriptionKey = "option.set")
    Map<String, String> values = Map.of();

    @Option(names = "--drop", paramLabel = "PARAMETER", descriptionKey = "option.drop")
    Set<String> drop = Set.of();

    @Option(names = "--dry-run", descriptionKey = "option.dryRun")
    boolean show;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    @Mixin
    ByOption by = new ByOption();

    TemplateUpgradeCommand(Context context, CountryCheck check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public Exit call() {
        Home home = context.home(options.home);
        List<TemplateId> ids = templates.stream().map(TemplateId::of).toList();
        try (Catalogue catalogue = options.open(context, false);
                TemplateInstallation installation =
                        new TemplateInstallation(context.screen(), home, catalogue, check, by.name(), null)) {
            List<Wanted> wanted = new ArrayList<>();
            for (TemplateId id : ids) {
                for (Lock.Installed installed : installed(installation.lock(), id.name())) {
                    parcel(catalogue, id, installed)
                            .ifPresent(parcel -> wanted.add(installation.wanted(
                                    parcel, installed.country(), TemplateValues.of(id.name(), values), drop)));
                }
            }
            wanted.forEach(each -> tell(catalogue, each, installation.lock()));
            if (!wanted.isEmpty()) {
                installation.run(wanted, show);
            }
        }
        return Exit.OK;
    }

    private List<Lock.Installed> installed(Lock lock, String name) {
        List<Lock.Installed> all = lock.all(name).stream()
                .filter(each -> country == null || each.country() == null || country.equals(each.country()))
                .toList();
        if (all.isEmpty()) {
            throw Refusal.failed("P633", name);
        }
        return all;
    }

    private java.util.Optional<Parcel> parcel(Catalogue catalogue, TemplateId id, Lock.Installed installed) {
        Parcel parcel = new Offers(catalogue).wanted(id, installed.version().equals(String.valueOf(id.version())));
        Semver here = TemplateId.version(installed.version());
        boolean newer = parcel.release().semver().isGreaterThan(here);
        if (newer || id.version() != null && !here.equals(id.version())) {
            return java.util.Optional.of(parcel);
        }
        context.screen().say("template.newest", installed.label(), installed.version());
        return java.util.Optional.empty();
    }

    private void tell(Catalogue catalogue, Wanted wanted, Lock lock) {
        Screen screen = context.screen();
        Release to = wanted.parcel().release();
        Lock.Installed from = lock.find(to.name(), wanted.country()).orElseThrow();
        screen.print(screen.text("template.upgrade", from.label(), from.version(), to.version()));
        Semver here = TemplateId.version(from.version());
        catalogue.releases(to.name()).stream()
                .filter(each ->
                        each.semver().isGreaterThan(here) && each.semver().isLowerThanOrEqualTo(to.semver()))
                .forEach(each -> screen.print("  " + each.version() + ": " + each.changes()));
        if (wanted.before() != null) {
            TemplateText.changes(screen, ParameterChanges.between(wanted.before(), to.parameters()))
                    .forEach(screen::print);
        }
    }
}
