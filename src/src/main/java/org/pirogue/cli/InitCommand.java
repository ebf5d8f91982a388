package org.pirogue.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code init}: writes the smallest country, in which lint finds nothing. Nothing that is there is written over. */
@Command(name = "init")
final class InitCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "country", descriptionKey = "parameter.newCountry")
    String country = "";

    @Mixin
    HomeOption home = new HomeOption();

    InitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Home where = context.home(home);
        NewCountry made = new NewCountry(
                context.checkout(),
                where.folder(),
                country,
                context.screen().messages().locale());
        List<Path> written = made.write();
        written.forEach(file -> context.screen().print(file.toString()));
        context.screen().say("init.next", country, where.configOf(country));
        return Exit.OK;
    }
}
