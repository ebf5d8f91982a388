package org.pirogue.cli;

import java.util.List;
import java.util.Map;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.Status;

/** By which versions of their files the last runs of all flows worked. */
final class VersionLines {
    private final Screen screen;

    VersionLines(Screen screen) {
        this.screen = screen;
    }

    void print(List<Status.Flow> flows) {
        Table table = screen.table(4, "flow", "run", "file", "version");
        for (Status.Flow flow : flows) {
            Run last = flow.lastRun();
            if (last != null && last.versions() != null) {
                table.add(List.of(
                        flow.flow(),
                        last.run(),
                        flow.flow() + ".camel.yaml",
                        last.versions().flow()));
                add(table, last.versions().files(), "");
                add(table, last.versions().kamelets(), ".kamelet.yaml");
            }
        }
        screen.print("");
        screen.print(table);
    }

    private static void add(Table table, Map<String, String> digests, String suffix) {
        digests.forEach((name, digest) -> table.add(List.of("", "", name + suffix, digest)));
    }
}
