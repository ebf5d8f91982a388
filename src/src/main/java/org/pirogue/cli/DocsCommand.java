package org.pirogue.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pirogue.cli.docs.GeneratedDocs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docs}: writes the READMEs of kamelets and routes anew from their definitions. */
@Command(name = "docs")
final class DocsCommand implements Callable<Exit> {
    private final Context context;

    @Option(names = "--check", descriptionKey = "option.check")
    boolean check;

    @Mixin
    HomeOption home = new HomeOption();

    DocsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        GeneratedDocs docs = new GeneratedDocs(context.home(home));
        List<Path> stale = check ? docs.stale() : docs.refresh();
        stale.forEach(file -> context.screen().print(file.toString()));
        if (check && !stale.isEmpty()) {
            throw Refusal.failed("P530", stale.size());
        }
        return Exit.OK;
    }
}
