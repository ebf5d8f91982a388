package org.pirogue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pirogue.cli.rest.RejectCalls;

/** Rejects in as few lines as say the same, each with what to do. */
final class RejectSummary {
    private final Screen screen;

    RejectSummary(Screen screen) {
        this.screen = screen;
    }

    void print(RejectCalls.Summary summary) {
        Long of = summary.of();
        if (summary.run() != null && of != null) {
            screen.print(screen.text("rejects.ofRun", summary.count(), of, summary.run(), summary.flow()));
        } else if (summary.flow() != null) {
            screen.print(screen.text("rejects.ofFlow", summary.count(), summary.flow()));
        } else {
            screen.print(screen.text("rejects.ofAll", summary.count()));
        }
        summary.lines().forEach(line -> screen.print(line(summary, line)));
    }

    private String line(RejectCalls.Summary summary, RejectCalls.Line line) {
        List<String> parts = new ArrayList<>();
        parts.add("  " + line.code() + "  " + line.title());
        parts.add(values(line));
        if (line.value() != null && !line.value().isEmpty()) {
            parts.add("\u201c" + line.value() + "\u201d");
        }
        parts.add(line.todo() + replay(summary, line));
        return String.join(" · ", parts);
    }

    private String values(RejectCalls.Line line) {
        String periods = line.periods().stream().map(RejectSummary::period).collect(Collectors.joining(" \u2013 "));
        return periods.isEmpty()
                ? screen.text("rejects.values", line.count())
                : screen.text("rejects.valuesOf", line.count(), periods);
    }

    /** The command that sends again what a change at the target has made possible. */
    private static String replay(RejectCalls.Summary summary, RejectCalls.Line line) {
        if (!line.code().startsWith("E8") || line.orgUnit() == null && line.dataElement() == null) {
            return "";
        }
        String which = summary.run() != null ? " --run " + summary.run() : " --flow " + summary.flow();
        String what = line.orgUnit() != null ? " --org-unit " + line.orgUnit() : " --element " + line.dataElement();
        return ": ./pirogue rejects replay" + which + what + " --code " + line.code();
    }

    static String period(String id) {
        return id.matches("\\d{6}") ? id.substring(0, 4) + "-" + id.substring(4) : id;
    }
}
