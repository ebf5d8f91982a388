package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Connection;

/** How connections are used now, as a table. */
final class ConnectionLines {
    private final Screen screen;

    ConnectionLines(Screen screen) {
        this.screen = screen;
    }

    void print(List<Connection> connections) {
        Table table = screen.table(9, "connection", "workspace", "valuesPerPost", "deliveries");
        connections.forEach(each -> table.add(List.of(
                each.name(),
                Objects.requireNonNullElse(each.workspace(), "-"),
                String.valueOf(each.valuesPerPost()),
                deliveries(each))));
        screen.print(table);
    }

    /** Why messages wait, in the person's language; what a person or a server said stays as it was said. */
    String deliveries(@Nullable Connection connection) {
        if (connection == null || connection.open() || connection.code() == null) {
            return screen.text("connection.open");
        }
        String until = connection.until() == null ? "" : " " + screen.text("connection.until", connection.until());
        return switch (connection.code()) {
            case "P331", "P332", "P333", "P334" ->
                screen.text("connection." + connection.code(), Objects.requireNonNullElse(connection.text(), ""))
                        + until;
            default -> connection.code() + " " + screen.sentence(connection.text()) + until;
        };
    }
}
