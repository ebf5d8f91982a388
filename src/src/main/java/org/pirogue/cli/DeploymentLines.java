package org.pirogue.cli;

import java.util.Objects;
import org.pirogue.cli.rest.Deployment;

/** How the country's files stand, in lines. */
final class DeploymentLines {
    private final Screen screen;

    DeploymentLines(Screen screen) {
        this.screen = screen;
    }

    void print(Deployment now) {
        screen.print(screen.text("deploy.runs", now.version(), Objects.requireNonNullElse(now.since(), "-")));
        if (now.isRefused()) {
            screen.print(screen.text(
                    "deploy.refused", now.candidate(), now.problems().size()));
            now.problems().forEach(this::print);
        }
        if (now.isWaiting()) {
            screen.print(screen.text("deploy.waiting", now.candidate(), String.join(", ", now.waitsFor())));
        }
        if (!now.restart().isEmpty()) {
            screen.print(screen.text("deploy.restart", String.join(", ", now.restart())));
        }
        for (Deployment.Left left : now.left()) {
            screen.print(screen.text("deploy.left", left.flow(), left.pending(), left.queue(), left.depth()));
        }
    }

    private void print(Deployment.Problem problem) {
        String value = problem.value() == null ? "" : "'" + problem.value() + "': ";
        String hint = problem.hint() == null ? "" : ": " + screen.sentence(problem.hint());
        screen.print(
                "  " + problem.code() + " " + problem.place() + ": " + value + screen.sentence(problem.text()) + hint);
    }
}
