package org.pirogue.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.DeadLetters;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.springframework.stereotype.Component;

/**
 * To which workspace belongs what somebody asks for. What is not there and what somebody may not know of are told in the same
 * words, which name nothing of others.
 */
@Component
class Places {
    private static final long NO_NUMBER = -1;

    private final Flows flows;
    private final RunBook runs;
    private final Rejects rejects;
    private final Conflicts conflicts;
    private final DeadLetters letters;
    private final WorkspaceSettings settings;

    Places(
            Flows flows,
            RunBook runs,
            Rejects rejects,
            Conflicts conflicts,
            DeadLetters letters,
            WorkspaceSettings settings) {
        this.flows = flows;
        this.runs = runs;
        this.rejects = rejects;
        this.conflicts = conflicts;
        this.letters = letters;
        this.settings = settings;
    }

    /** @param name as the path, or a parameter, says it */
    Place of(Needs.Of of, String name, Caller caller) {
        return switch (of) {
            case FLOW -> flow(name, caller);
            case RUN -> of(ofRun(number(name)), Place.missing("P552", "there is no run " + number(name)));
            case REJECT -> of(ofReject(number(name)), Place.missing("P481", "there is no reject " + number(name)));
            case CONFLICT ->
                of(ofConflict(number(name)), Place.missing("P427", "there is no conflict " + number(name)));
            case DEAD_LETTER -> deadLetter(number(name));
            case CONNECTION -> connection(name, caller);
            case WORKSPACE -> workspace(name, caller);
            case COUNTRY, LIST, SELF, METHOD -> throw new IllegalArgumentException(of + " names nothing");
        };
    }

    /** Workspace of the queue that a dead letter comes from; null where no workspace has it. */
    @Nullable
    String ofQueue(String queue) {
        return flows.all().stream()
                .filter(flow -> flow.queue().equals(queue))
                .map(Flow::workspace)
                .findFirst()
                .or(() -> settings.workspaces().keySet().stream()
                        .filter(each -> queue.startsWith(each + "."))
                        .findFirst())
                .orElse(null);
    }

    Optional<String> ofRun(long run) {
        return runs.find(run).map(Run::workspace);
    }

    Optional<String> ofConflict(long id) {
        return conflicts.find(id).map(Conflict::run).flatMap(this::ofRun);
    }

    Optional<String> ofReject(long id) {
        return rejects.find(id).map(Reject::run).flatMap(this::ofRun);
    }

    private static Place of(Optional<String> workspace, Place missing) {
        return workspace.map(found -> Place.in(found, missing)).orElse(missing);
    }

    private Place flow(String name, Caller caller) {
        List<String> seen = flows.all().stream()
                .filter(each -> caller.may(Right.SEE_RUNS, each.workspace()))
                .map(Flow::name)
                .toList();
        Place missing = Place.missing("P551", "flow '" + name + "' not found: this country has " + seen);
        return flows.has(name) ? Place.in(flows.get(name).workspace(), missing) : missing;
    }

    private Place connection(String name, Caller caller) {
        List<String> seen = settings.connections().entrySet().stream()
                .filter(each -> caller.may(
                        Right.SEE_RUNS, String.valueOf(each.getValue().workspace())))
                .map(java.util.Map.Entry::getKey)
                .toList();
        Place missing = Place.missing("P338", "there is no connection '" + name + "', there are: " + seen);
        WorkspaceSettings.Connection found = settings.connections().get(name);
        return found == null ? missing : Place.in(found.workspace(), missing);
    }

    private Place deadLetter(long id) {
        Place missing = Place.missing("P490", "there is no dead letter " + id);
        return letters.find(id)
                .map(letter -> Place.in(ofQueue(letter.queue()), missing))
                .orElse(missing);
    }

    private Place workspace(String name, Caller caller) {
        List<String> seen =
                settings.workspaces().keySet().stream().filter(caller::knows).toList();
        Place missing = Place.missing("P783", "there is no workspace '" + name + "', there are: " + seen);
        return settings.workspaces().containsKey(name) ? Place.in(name, missing) : missing;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            return NO_NUMBER;
        }
    }
}
