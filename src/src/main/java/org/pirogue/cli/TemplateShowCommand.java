package org.pirogue.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Notes;
import org.pirogue.catalogue.Offers;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.TemplateId;
import org.pirogue.catalogue.Use;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template show}: a template with its versions, what is new in each, its parameters, files and users. */
@Command(name = "show")
final class TemplateShowCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "template", descriptionKey = "parameter.template")
    String template = "";

    @Option(names = "--doc", descriptionKey = "option.templateDoc")
    boolean doc;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    TemplateShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        TemplateId id = TemplateId.of(template);
        try (Catalogue catalogue = options.open(context, false)) {
            Offers offers = new Offers(catalogue);
            List<Release> releases = offers.releases(id.name());
            Notes notes = catalogue.notes(id.name());
            Release newest = offers.newest(releases, notes).orElse(releases.get(releases.size() - 1));
            // A retired version stays readable.
            Parcel parcel = catalogue.parcel(id.name(), id.version() == null ? newest.semver() : id.version());
            if (doc) {
                parcel.documentation().lines().forEach(context.screen()::print);
            } else {
                lines(parcel.release(), releases, notes).forEach(context.screen()::print);
            }
        }
        return Exit.OK;
    }

    private List<String> lines(Release shown, List<Release> releases, Notes notes) {
        List<String> lines = new ArrayList<>();
        lines.add(shown.name() + "@" + shown.version() + "  " + shown.kind() + "  " + shown.title());
        shown.description().lines().forEach(line -> lines.add("  " + line));
        section(lines, "versions", versions(releases, notes));
        section(lines, "parameters", shown.parameters().isEmpty() ? List.of() : parameters(shown));
        section(lines, "kamelets", shown.kamelets().stream());
        section(lines, "files", shown.files().stream().map(file -> file.path() + "  " + role(file)));
        section(lines, "users", notes.uses().stream().map(this::user));
        return lines;
    }

    private Stream<String> versions(List<Release> releases, Notes notes) {
        Screen screen = context.screen();
        List<Release> newestFirst = new ArrayList<>(releases);
        Collections.reverse(newestFirst);
        return newestFirst.stream().flatMap(release -> Stream.of(
                        Stream.of(screen.text(
                                "template.version",
                                release.version(),
                                TemplateText.day(release.published().at()),
                                release.published().by(),
                                release.published().home(),
                                release.digest())),
                        notes.retirement(release.semver()).stream()
                                .map(retired -> "  " + TemplateText.retired(screen, retired)),
                        release.changes().lines().map(line -> "  " + line))
                .flatMap(each -> each));
    }

    private List<String> parameters(Release shown) {
        Screen screen = context.screen();
        Table table = screen.table(4, "parameter", "type", "default", "title");
        shown.parameters()
                .forEach((name, parameter) -> table.add(List.of(
                        name + (parameter.required() ? " *" : ""),
                        orEmpty(parameter.type()),
                        orEmpty(parameter.initial()),
                        orEmpty(parameter.title()))));
        return table.lines();
    }

    private String role(Release.Entry file) {
        return switch (file.role()) {
            case TEMPLATE -> "";
            case EXAMPLE -> context.screen().text("template.example");
        };
    }

    private String user(Use use) {
        String who = use.country() == null ? use.home() : use.home() + " (" + use.country() + ")";
        return context.screen().text("template.user", who, use.version(), TemplateText.day(use.since()), use.by());
    }

    private void section(List<String> lines, String name, List<String> content) {
        section(lines, name, content.stream());
    }

    private void section(List<String> lines, String name, Stream<String> content) {
        List<String> all = content.toList();
        if (!all.isEmpty()) {
            lines.add(context.screen().text("template.section." + name));
            all.forEach(line -> lines.add("  " + line.stripTrailing()));
        }
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
