package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunningPirogue;
import org.pirogue.cli.rest.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: how the running Pirogue is. */
@Command(name = "status")
final class StatusCommand implements Callable<Exit> {
    private final Context context;

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;

    @Option(names = "--versions", descriptionKey = "option.versions")
    boolean versions;

    @Mixin
    ReachOption reach = new ReachOption();

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        RunningPirogue pirogue = reach.pirogue(context);
        if (json) {
            context.screen().print(pirogue.statusAsIs().toString());
            return Exit.OK;
        }
        print(pirogue.status(), pirogue.address().toString());
        for (Run run : pirogue.held(null)) {
            if (run.hold() != null) {
                context.screen().print(HeldText.of(context.screen(), run, run.hold()));
            }
        }
        return Exit.OK;
    }

    private void print(Status status, String address) {
        Screen screen = context.screen();
        screen.print(screen.text("status.head", status.country(), status.state(), address));
        screen.print("");
        Table connections = screen.table(9, "connection", "workspace", "reachable", "deliveries");
        ConnectionLines use = new ConnectionLines(screen);
        status.connections()
                .forEach(each -> connections.add(
                        List.of(each.name(), said(each.workspace()), reachable(each), use.deliveries(each.use()))));
        screen.print(connections);
        screen.print("");
        Table flows = screen.table(
                5,
                "flow",
                "workspace",
                "schedule",
                "lastRun",
                "balanced",
                "queue",
                "deadLetters",
                "openRejects",
                "corrections");
        status.flows().forEach(each -> flows.add(row(each)));
        screen.print(flows);
        status.flows().forEach(this::waiting);
        if (status.removed() != null) {
            status.removed()
                    .forEach(each -> screen.print(screen.text(
                            "status.removed." + each.what(), Moments.minute(each.at()), each.flow(), each.many())));
        }
        if (status.deployment() != null) {
            screen.print("");
            new DeploymentLines(screen).print(status.deployment());
        }
        if (versions) {
            new VersionLines(screen).print(status.flows());
        }
    }

    /** What only a person, or time, can settle. */
    private void waiting(Status.Flow flow) {
        Screen screen = context.screen();
        if (flow.conflicts() > 0) {
            screen.print(screen.text("status.conflicts", flow.flow(), flow.conflicts()));
        }
        Status.Held held = flow.held();
        if (held != null) {
            screen.print(screen.text(
                    "status.held", flow.flow(), held.values(), said(held.code()), screen.sentence(said(held.text()))));
        }
    }

    private List<String> row(Status.Flow flow) {
        Run last = flow.lastRun();
        return List.of(
                flow.flow(),
                said(flow.workspace()),
                said(flow.schedule()),
                last == null ? "-" : last.run() + " " + context.screen().text("state." + last.state()),
                last == null ? "-" : context.screen().text(last.balanced() ? "yes" : "no"),
                flow.queue() == null ? "-" : String.valueOf(flow.queue().depth()),
                String.valueOf(flow.deadLetters()),
                String.valueOf(flow.openRejects()),
                String.valueOf(flow.corrections()));
    }

    private String reachable(Status.Connection connection) {
        return connection.reachable()
                ? context.screen().text("yes")
                : context.screen().text("no") + ": " + said(connection.message());
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }
}
