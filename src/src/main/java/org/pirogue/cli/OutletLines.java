package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.pirogue.cli.rest.ShareCalls;

/** Outlets as the screen shows them. */
final class OutletLines {
    private OutletLines() {}

    /** In a column of the list of shares. */
    static String kinds(List<ShareCalls.Outlet> outlets) {
        return outlets.isEmpty()
                ? "-"
                : outlets.stream().map(ShareCalls.Outlet::kind).distinct().collect(Collectors.joining(", "));
    }

    static void print(Screen screen, List<ShareCalls.Outlet> outlets) {
        if (outlets.isEmpty()) {
            screen.say("outlets.none");
            return;
        }
        Table table = screen.table(99, "outlet", "kind", "target", "state", "pending", "told", "toldAt");
        outlets.forEach(outlet -> table.add(row(screen, outlet)));
        screen.print(table);
        outlets.stream().filter(outlet -> outlet.code() != null).forEach(outlet -> problem(screen, outlet));
    }

    private static List<String> row(Screen screen, ShareCalls.Outlet outlet) {
        return List.of(
                Long.toString(outlet.outlet()),
                outlet.kind(),
                outlet.target(),
                screen.text("outlet." + outlet.state()),
                Integer.toString(outlet.pending()),
                outlet.told() == null ? "-" : outlet.told().toString(),
                outlet.toldAt() == null ? "-" : DatasetLines.moment(outlet.toldAt()));
    }

    static void problem(Screen screen, ShareCalls.Outlet outlet) {
        screen.print(screen.text(
                "outlets.problem",
                Long.toString(outlet.outlet()),
                outlet.kind(),
                Objects.requireNonNullElse(outlet.code(), ""),
                screen.sentence(outlet.problem())));
    }
}
