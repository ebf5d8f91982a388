package org.pirogue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pirogue.cli.rest.Run;

/** The table of runs, and under it why one ended other than well. */
public final class RunTable {
    private final Screen screen;
    private final Table table;
    private final List<String> problems = new ArrayList<>();

    public RunTable(Screen screen) {
        this.screen = screen;
        this.table = screen.table(
                2,
                "flow",
                "state",
                "read",
                "written",
                "deleted",
                "unchanged",
                "rejected",
                "inFlight",
                "seconds",
                "balanced");
    }

    public void add(Run run) {
        table.add(List.of(
                run.flow(),
                screen.text("state." + run.state()),
                number(run.read()),
                number(run.written()),
                number(run.deleted()),
                number(run.unchanged()),
                number(run.rejected()),
                number(run.inFlight()),
                String.format(locale(), "%.1f", run.seconds()),
                screen.text(run.balanced() ? "yes" : "no")));
        if (run.hold() != null && run.hold().waits()) {
            problems.add(HeldText.of(screen, run, run.hold()));
        }
        if (run.problem() != null) {
            problems.add(
                    run.problem().code() + " " + screen.sentence(run.problem().text()));
        }
        if (run.note() != null) {
            problems.add(run.note().code() + " " + screen.sentence(run.note().text()));
        }
        if (run.rejected() > 0) {
            problems.add(screen.text("run.rejects", run.rejected(), run.flow(), run.run()));
        }
    }

    /** To standard output. */
    public void print() {
        screen.print(table);
        problems.forEach(screen::tell);
    }

    /** To standard error, where standard output is kept for a document. */
    public void tell() {
        table.lines().forEach(screen::tell);
        problems.forEach(screen::tell);
    }

    private String number(long count) {
        return String.format(locale(), "%,d", count);
    }

    private Locale locale() {
        return screen.messages().locale();
    }
}
