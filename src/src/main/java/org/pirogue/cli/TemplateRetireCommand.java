package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Notes;
import org.pirogue.catalogue.Offers;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.Retirement;
import org.pirogue.catalogue.TemplateId;
import org.semver4j.Semver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template retire}: a version, or all of a template, is not offered any more; who uses it can read it still. */
@Command(name = "retire")
final class TemplateRetireCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "template", descriptionKey = "parameter.template")
    String template = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "option.reason")
    String reason = "";

    @Option(names = "--replaced-by", paramLabel = "TEMPLATE", descriptionKey = "option.replacedBy")
    @Nullable
    String replacedBy;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    @Mixin
    ByOption by = new ByOption();

    TemplateRetireCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        TemplateId id = TemplateId.of(template);
        try (Catalogue catalogue = options.open(context, false)) {
            List<Release> releases = new Offers(catalogue).releases(id.name());
            Notes notes = catalogue.notes(id.name());
            replacement(catalogue, id);
            Semver version = id.version();
            List<Semver> all = version != null
                    ? List.of(catalogue.parcel(id.name(), version).release().semver())
                    : releases.stream()
                            .map(Release::semver)
                            .filter(each -> notes.retirement(each).isEmpty())
                            .toList();
            for (Semver each : all) {
                catalogue.retire(id.name(), each, new Retirement(reason, replacedBy, by.name(), TemplateOptions.now()));
                context.screen().print(context.screen().text("template.isRetired", id.name(), each));
            }
            notes.uses().stream()
                    .filter(use -> all.contains(Semver.parse(use.version())))
                    .forEach(use -> context.screen().say("template.stillUses", use.home(), use.version()));
        }
        return Exit.OK;
    }

    private void replacement(Catalogue catalogue, TemplateId id) {
        if (replacedBy == null) {
            return;
        }
        TemplateId instead = TemplateId.of(replacedBy);
        boolean there = catalogue.releases(instead.name()).stream()
                .anyMatch(each -> instead.version() == null || each.semver().equals(instead.version()));
        boolean itself = instead.equals(id)
                || instead.version() == null && instead.name().equals(id.name());
        if (!there || itself) {
            throw Refusal.failed("P648", replacedBy, catalogue.place());
        }
    }
}
