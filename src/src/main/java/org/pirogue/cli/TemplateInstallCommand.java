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
import org.pirogue.catalogue.TemplateId;
import org.pirogue.catalogue.Wanted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template install}: puts versions of templates into a home. */
@Command(name = "install")
final class TemplateInstallCommand implements Callable<Exit> {
    private final Context context;
    private final CountryCheck check;

    @Parameters(paramLabel = "template", arity = "1..*", descriptionKey = "parameter.templates")
    List<String> templates = List.of();

    @Option(names = "--country", paramLabel = "COUNTRY", descriptionKey = "option.flowInto")
    @Nullable
    String country;

    @Option(names = "--set", paramLabel = "PARAMETER=VALUE", descriptionKey = "option.set")
    Map<String, String> values = Map.of();

    @Option(names = "--home-name", paramLabel = "NAME", descriptionKey = "option.homeName")
    @Nullable
    String homeName;

    @Option(names = "--dry-run", descriptionKey = "option.dryRun")
    boolean show;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    @Mixin
    ByOption by = new ByOption();

    TemplateInstallCommand(Context context, CountryCheck check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public Exit call() {
        Home home = context.home(options.home);
        if (country != null) {
            home.configOf(country);
        }
        List<TemplateId> ids = templates.stream().map(TemplateId::of).toList();
        try (Catalogue catalogue = options.open(context, false);
                TemplateInstallation installation =
                        new TemplateInstallation(context.screen(), home, catalogue, check, by.name(), homeName)) {
            List<Wanted> wanted = new ArrayList<>();
            for (TemplateId id : ids) {
                wanted.add(wanted(installation, new Offers(catalogue), id));
            }
            installation.run(wanted, show);
        }
        return Exit.OK;
    }

    private Wanted wanted(TemplateInstallation installation, Offers offers, TemplateId id) {
        Lock.Installed here = installation
                .lock()
                .find(id.name(), null)
                .or(() -> installation.lock().find(id.name(), country))
                .orElse(null);
        TemplateId asked = here == null || id.version() != null ? id : TemplateId.of(id.name() + "@" + here.version());
        if (here != null && !here.version().equals(String.valueOf(asked.version()))) {
            throw Refusal.failed("P634", here.label(), here.version(), String.valueOf(asked.version()));
        }
        return installation.wanted(
                offers.wanted(asked, here != null), country, TemplateValues.of(id.name(), values), Set.of());
    }
}
