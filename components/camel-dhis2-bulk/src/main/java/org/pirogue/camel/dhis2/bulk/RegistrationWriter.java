package org.pirogue.camel.dhis2.bulk;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.Outcome.State;
import org.pirogue.camel.dhis2.bulk.Verdict.Counts;

/**
 * Writes registrations until each is accepted or refused by itself: where DHIS2 did not take all of them, halves are sent.
 * To register twice changes nothing.
 */
final class RegistrationWriter {
    private final Dhis2BulkClient client;
    private final List<Registration> registrations;
    private final Outcome[] outcomes;
    private final Deque<int[]> batches = new ArrayDeque<>();
    private Counts counts = Counts.NONE;
    private int calls;
    private @Nullable Dhis2Exception stopped;

    RegistrationWriter(Dhis2BulkClient client, List<Registration> registrations) {
        this.client = client;
        this.registrations = registrations;
        this.outcomes = new Outcome[registrations.size()];
        Arrays.fill(outcomes, Outcome.BLAMED);
    }

    /** @throws Dhis2Exception if nothing at all was decided */
    Verdict write() {
        if (outcomes.length > 0) {
            batches.push(IntStream.range(0, outcomes.length).toArray());
        }
        while (!batches.isEmpty() && stopped == null) {
            write(batches.pop());
        }
        boolean undecided = Arrays.stream(outcomes).allMatch(outcome -> outcome.state() == State.BLAMED);
        if (stopped != null && (calls == 1 || undecided)) {
            throw stopped;
        }
        return new Verdict(List.of(outcomes), counts, false, calls, stopped);
    }

    private void write(int[] batch) {
        calls++;
        try {
            Verdict verdict = client.importRegistrations(
                    Arrays.stream(batch).mapToObj(registrations::get).toList());
            counts = counts.plus(verdict.counts());
            Outcome outcome = verdict.outcomes().get(0);
            Arrays.stream(batch).forEach(index -> outcomes[index] = outcome);
            if (outcome.state() == State.BLAMED) {
                halve(batch);
            }
        } catch (Dhis2Exception e) {
            if (e.kind() == Kind.OUTCOME_UNKNOWN) {
                Arrays.stream(batch).forEach(index -> outcomes[index] = Outcome.UNKNOWN);
            }
            stopped = e;
        }
    }

    private void halve(int[] batch) {
        int half = batch.length / 2;
        batches.push(Arrays.copyOfRange(batch, half, batch.length));
        batches.push(Arrays.copyOfRange(batch, 0, half));
    }
}
