package org.pirogue.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.Catalogues;
import org.pirogue.catalogue.Lock;
import org.pirogue.catalogue.LockFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which catalogue and which home are meant. */
final class TemplateOptions {
    private static final String VARIABLE = "PIROGUE_CATALOGUE";

    @Mixin
    HomeOption home = new HomeOption();

    @Option(names = "--catalogue", paramLabel = "PLACE", descriptionKey = "option.catalogue")
    @Nullable
    String catalogue;

    Path folder(Context context) {
        return context.home(home).folder();
    }

    /** As given, or by the environment, or {@code catalogue/} of the home. */
    String place(Context context) {
        String given = catalogue == null ? System.getenv(VARIABLE) : catalogue;
        return given == null || given.isBlank()
                ? folder(context).resolve("catalogue").toString()
                : given;
    }

    Catalogue open(Context context, boolean create) {
        return Catalogues.open(place(context), create);
    }

    Lock lock(Context context) {
        Path folder = folder(context);
        return LockFile.read(folder, String.valueOf(folder.getFileName()));
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
