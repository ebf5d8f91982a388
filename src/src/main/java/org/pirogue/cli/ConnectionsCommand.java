package org.pirogue.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code connections}: which are delivered to, and why others wait. */
@Command(name = "connections")
final class ConnectionsCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    ReachOption reach = new ReachOption();

    ConnectionsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        new ConnectionLines(context.screen()).print(reach.pirogue(context).connections());
        return Exit.OK;
    }
}
