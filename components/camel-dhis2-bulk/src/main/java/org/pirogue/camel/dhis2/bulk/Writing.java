package org.pirogue.camel.dhis2.bulk;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.Outcome.State;

/** One write of {@link DataValueWriter}. */
final class Writing {

    /** So many single records in a row, refused in the same way: it is not the records. */
    private static final int MAX_SUSPECTS = 8;

    /** What 2.43 says of a period that it cannot read. */
    private static final String BAD_PERIOD = "DataEntryGroup.deletion()";

    private final Dhis2BulkClient client;
    private final DataValueImport values;
    private final Outcome[] outcomes;
    private final Deque<int[]> batches = new ArrayDeque<>();
    private final Map<Integer, Dhis2Exception> suspects = new LinkedHashMap<>();
    private final int maxCalls;
    private Verdict.Counts counts = Verdict.Counts.NONE;
    private int calls;
    private int sameInARow;
    private int suspectsInARow;
    private @Nullable Refusal first;
    private @Nullable Dhis2Exception stopped;

    Writing(Dhis2BulkClient client, DataValueImport values) {
        this.client = client;
        this.values = values;
        this.outcomes = new Outcome[values.values().size()];
        this.maxCalls = 2 * outcomes.length + 10;
        Arrays.fill(outcomes, Outcome.BLAMED);
    }

    Verdict run() {
        if (outcomes.length > 0) {
            batches.push(IntStream.range(0, outcomes.length).toArray());
        }
        while (!batches.isEmpty() && stopped == null) {
            write(batches.pop());
        }
        settleSuspects();
        boolean undecided = Arrays.stream(outcomes).allMatch(outcome -> outcome.state() == State.BLAMED);
        if (stopped != null && (calls == 1 || undecided)) {
            throw stopped;
        }
        return new Verdict(List.of(outcomes), counts, values.dryRun(), calls, stopped);
    }

    private void write(int[] batch) {
        if (calls >= maxCalls) {
            stopped = new Dhis2Exception(Kind.REFUSED, "no end after " + calls + " calls for one write");
            return;
        }
        calls++;
        try {
            apply(batch, client.importDataValues(values.with(subset(batch))));
        } catch (Dhis2Exception e) {
            refused(batch, e);
        }
    }

    /**
     * The user may not write the data set, say: the same words for the whole and for one record after the other. It would be
     * said of every record, so the rest is not asked.
     */
    private boolean oneReasonForAll(int[] batch) {
        Refusal said = outcomes[batch[0]].refusal();
        if (calls == 1) {
            first = said;
        }
        boolean same = batch.length == 1 && said != null && said.equals(first);
        sameInARow = same ? sameInARow + 1 : sameInARow;
        if (!same || sameInARow < MAX_SUSPECTS || anyAccepted()) {
            return false;
        }
        batches.clear();
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i].state() == State.BLAMED) {
                outcomes[i] = Outcome.refused(said);
            }
        }
        return true;
    }

    private List<DataValue> subset(int[] batch) {
        return Arrays.stream(batch).mapToObj(values.values()::get).toList();
    }

    private void apply(int[] batch, Verdict verdict) {
        counts = counts.plus(verdict.counts());
        suspectsInARow = verdict.count(State.ACCEPTED) > 0 ? 0 : suspectsInARow;
        for (int i = 0; i < batch.length; i++) {
            outcomes[batch[i]] = verdict.outcomes().get(i);
        }
        if (oneReasonForAll(batch)) {
            return;
        }
        int[] blamed = Arrays.stream(batch)
                .filter(index -> outcomes[index].state() == State.BLAMED)
                .toArray();
        if (blamed.length == batch.length) {
            split(batch);
        } else if (blamed.length > 0) {
            batches.push(blamed);
        }
    }

    private void refused(int[] batch, Dhis2Exception e) {
        boolean ofTheData = e.told().isPresent() && (e.kind() == Kind.REFUSED || e.status() == 500);
        // A proxy refused the length: nothing arrived, and half of it may.
        boolean tooLong = e.status() == 413;
        if ((ofTheData || tooLong) && batch.length > 1) {
            split(batch);
        } else if (ofTheData) {
            suspect(batch[0], e);
        } else {
            if (e.kind() == Kind.OUTCOME_UNKNOWN) {
                Arrays.stream(batch).forEach(index -> outcomes[index] = Outcome.UNKNOWN);
            }
            stopped = e;
        }
    }

    /** The second half waits below the first. */
    private void split(int[] batch) {
        int half = batch.length / 2;
        batches.push(Arrays.copyOfRange(batch, half, batch.length));
        batches.push(Arrays.copyOfRange(batch, 0, half));
    }

    private void suspect(int index, Dhis2Exception e) {
        if (e.told().orElse("").contains(BAD_PERIOD)) {
            outcomes[index] = Outcome.refused(reason(e));
            return;
        }
        suspects.put(index, e);
        suspectsInARow++;
        if (suspectsInARow >= MAX_SUSPECTS) {
            stopped = e;
        }
    }

    private void settleSuspects() {
        if (suspects.isEmpty() || stopped != null) {
            return;
        }
        if (stillAcceptsAnAcceptedOne()) {
            suspects.forEach((index, e) -> outcomes[index] = Outcome.refused(reason(e)));
        } else {
            stopped = suspects.values().iterator().next();
        }
    }

    /** The control: the server is well if it takes again what it took before. */
    private boolean stillAcceptsAnAcceptedOne() {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i].state() == State.ACCEPTED) {
                calls++;
                return accepts(values.values().get(i));
            }
        }
        return false;
    }

    private boolean accepts(DataValue value) {
        try {
            return client.importDataValues(values.with(List.of(value))).allAccepted();
        } catch (Dhis2Exception e) {
            return false;
        }
    }

    private boolean anyAccepted() {
        return Arrays.stream(outcomes).anyMatch(outcome -> outcome.state() == State.ACCEPTED);
    }

    private static Refusal reason(Dhis2Exception e) {
        return new Refusal(e.errorCode().orElse("HTTP " + e.status()), e.told().orElse(""), List.of());
    }
}
