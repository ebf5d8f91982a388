package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Catalogues;
import org.pirogue.catalogue.Notes;
import org.pirogue.catalogue.Offers;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.TemplateId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template copy}: versions as they are, with where they came from, into another catalogue: onto a stick, and off it. */
@Command(name = "copy")
final class TemplateCopyCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "template", arity = "0..*", descriptionKey = "parameter.templatesOrAll")
    List<String> templates = List.of();

    @Option(names = "--to", required = true, paramLabel = "PLACE", descriptionKey = "option.copyTo")
    String to = "";

    @Mixin
    TemplateOptions options = new TemplateOptions();

    TemplateCopyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        List<TemplateId> ids = templates.stream().map(TemplateId::of).toList();
        try (Catalogue source = options.open(context, false);
                Catalogue target = Catalogues.open(to, true)) {
            List<TemplateId> all =
                    ids.isEmpty() ? source.names().stream().map(TemplateId::of).toList() : ids;
            for (TemplateId id : all) {
                copy(source, target, id);
            }
        }
        return Exit.OK;
    }

    private void copy(Catalogue source, Catalogue target, TemplateId id) {
        Notes notes = source.notes(id.name());
        Notes known = target.notes(id.name());
        List<Release> there = target.releases(id.name());
        for (Release release : new Offers(source).releases(id.name())) {
            if (id.version() != null && !release.semver().equals(id.version())) {
                continue;
            }
            boolean same = there.stream()
                    .anyMatch(each -> each.version().equals(release.version())
                            && each.digest().equals(release.digest()));
            if (!same) {
                target.publish(source.parcel(id.name(), release.semver()));
            }
            notes.retirement(release.semver())
                    .filter(retired -> known.retirement(release.semver()).isEmpty())
                    .ifPresent(retired -> target.retire(id.name(), release.semver(), retired));
            context.screen()
                    .print(context.screen().text(same ? "template.already" : "template.copied", release.id(), to));
        }
    }
}
