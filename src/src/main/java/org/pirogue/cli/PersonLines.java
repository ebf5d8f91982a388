package org.pirogue.cli;

import java.util.stream.Collectors;
import org.pirogue.cli.rest.PersonCalls;

/** Where a person is, and who was given them, for a person. */
final class PersonLines {
    private final Screen screen;

    PersonLines(Screen screen) {
        this.screen = screen;
    }

    void show(PersonCalls.Found found) {
        found.datasets()
                .forEach(each ->
                        screen.print(screen.text("persons.version", each.dataset(), each.version(), each.rows())));
        found.kept().forEach(each -> screen.print(screen.text("persons." + each.what(), each.flow(), each.many())));
        found.shares().forEach(this::share);
        found.received()
                .forEach(each -> screen.print(
                        screen.text("persons.received", Moments.minute(each.at()), each.who(), each.what())));
    }

    private void share(PersonCalls.InShare share) {
        String versions = share.versions().stream().map(String::valueOf).collect(Collectors.joining(", "));
        screen.print(screen.text(
                share.sql() ? "persons.shareSql" : "persons.share",
                share.share(),
                share.dataset(),
                share.recipient(),
                versions));
    }
}
