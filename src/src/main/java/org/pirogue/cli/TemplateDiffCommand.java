package org.pirogue.cli;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.HomeFiles;
import org.pirogue.catalogue.Installed;
import org.pirogue.catalogue.Lock;
import org.pirogue.catalogue.ParameterChanges;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.TemplateId;
import org.pirogue.catalogue.TextDifference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template diff}: what was edited here, or what lies between two versions. */
@Command(name = "diff")
final class TemplateDiffCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "template", descriptionKey = "parameter.templateName")
    String template = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "from", descriptionKey = "parameter.diffFrom")
    @Nullable
    String from;

    @Parameters(index = "2", arity = "0..1", paramLabel = "to", descriptionKey = "parameter.diffTo")
    @Nullable
    String to;

    @Option(names = "--country", paramLabel = "COUNTRY", descriptionKey = "option.flowInto")
    @Nullable
    String country;

    @Mixin
    TemplateOptions options = new TemplateOptions();

    TemplateDiffCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        String name = TemplateId.of(template).name();
        try (Catalogue catalogue = options.open(context, false)) {
            if (from != null && to != null) {
                between(
                        catalogue.parcel(name, TemplateId.version(from)),
                        catalogue.parcel(name, TemplateId.version(to)));
                return Exit.OK;
            }
            for (Lock.Installed installed : installed(name)) {
                Parcel parcel = catalogue.parcel(name, TemplateId.version(installed.version()));
                if (from == null) {
                    here(installed, parcel);
                } else {
                    between(parcel, catalogue.parcel(name, TemplateId.version(from)));
                }
            }
        }
        return Exit.OK;
    }

    private List<Lock.Installed> installed(String name) {
        List<Lock.Installed> installed = options.lock(context).all(name).stream()
                .filter(each -> country == null || country.equals(each.country()))
                .toList();
        if (installed.isEmpty()) {
            throw Refusal.failed("P633", name);
        }
        return installed;
    }

    private void between(Parcel before, Parcel after) {
        Screen screen = context.screen();
        TemplateText.changes(
                        screen,
                        ParameterChanges.between(
                                before.release().parameters(), after.release().parameters()))
                .forEach(screen::print);
        print(TextDifference.of(
                before.files(),
                after.files(),
                before.release().id().toString(),
                after.release().id().toString()));
    }

    private void here(Lock.Installed installed, Parcel parcel) {
        SortedMap<String, byte[]> before = new TreeMap<>(new Installed(installed, parcel).files());
        HomeFiles home = new HomeFiles(options.folder(context));
        SortedMap<String, byte[]> now = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            home.content(file.getKey()).ifPresent(content -> now.put(file.getKey(), content));
        }
        print(TextDifference.of(before, now, parcel.release().id().toString(), installed.label()));
    }

    private void print(List<String> lines) {
        lines.forEach(context.screen()::print);
        if (lines.isEmpty()) {
            context.screen().say("template.same");
        }
    }
}
