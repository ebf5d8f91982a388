package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Lock;
import org.pirogue.catalogue.Notes;
import org.pirogue.catalogue.Offers;
import org.pirogue.catalogue.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code template list}: what a catalogue has, and what of it is installed here. */
@Command(name = "list")
final class TemplateListCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    TemplateListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        Lock lock = options.lock(context);
        Table table = screen.table(7, "template", "kind", "newest", "published", "from", "here", "title");
        try (Catalogue catalogue = options.open(context, false)) {
            List<String> names = catalogue.names();
            names.forEach(name -> table.add(row(catalogue, name, lock)));
            screen.print(table);
            screen.say("template.listed", names.size(), catalogue.place());
        }
        return Exit.OK;
    }

    private List<String> row(Catalogue catalogue, String name, Lock lock) {
        List<Release> releases = catalogue.releases(name);
        Notes notes = catalogue.notes(name);
        String here = lock.all(name).stream()
                .map(installed -> (installed.country() == null ? "" : installed.country() + ": ") + installed.version())
                .collect(Collectors.joining(", "));
        if (releases.isEmpty()) {
            return List.of(name, "", "", "", "", here, "");
        }
        Release shown = new Offers(catalogue).newest(releases, notes).orElse(releases.get(releases.size() - 1));
        boolean retired = notes.retirement(shown.semver()).isPresent();
        return List.of(
                name,
                shown.kind().toString(),
                shown.version() + (retired ? " " + context.screen().text("template.retiredMark") : ""),
                TemplateText.day(shown.published().at()),
                shown.published().home(),
                here,
                shown.title());
    }
}
