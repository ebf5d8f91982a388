package org.pirogue.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.pirogue.cli.rest.Deployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy}: changed files of the country take effect now, without a restart. */
@Command(name = "deploy")
final class DeployCommand implements Callable<Exit> {
    private final Context context;

    @Option(names = "--check", descriptionKey = "option.checkOnly")
    boolean check;

    @Mixin
    ReachOption reach = new ReachOption();

    DeployCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        Deployment now = reach.pirogue(context).deploy(check);
        new DeploymentLines(screen).print(now);
        if (now.isRefused()) {
            return Exit.FAILED;
        }
        if (!now.isWaiting()) {
            String difference = Objects.requireNonNullElse(now.difference(), "-");
            screen.print(screen.text(check ? "deploy.checked" : "deploy.last", screen.sentence(difference)));
        }
        return Exit.OK;
    }
}
