package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.Verdict.Counts;

/**
 * Reads the import summary of data values, of 2.43 and of the versions before it, into one outcome for each record.
 *
 * <p>2.43 refuses a whole group for one bad org unit, data element, option combo or period, and blames every index; before
 * 2.43 the bad rows alone are left out. What tells them apart is the count of ignored values: rows that were judged one by one
 * are counted, a group that sank is not.
 */
final class ImportSummary {

    private final DataValueImport sent;
    private final boolean failed;
    private final Counts counts;
    private final Set<Integer> rejected;
    private final List<Conflict> conflicts;
    private final Outcome[] outcomes;

    private ImportSummary(JsonNode summary, boolean failed, DataValueImport sent) {
        this.sent = sent;
        this.failed = failed || "ERROR".equals(Faults.text(summary, "status"));
        this.counts = counts(summary.path("importCount"));
        this.conflicts = Conflict.all(summary.path("conflicts"));
        this.rejected = indexes(summary.path("rejectedIndexes"), sent.values().size());
        this.outcomes = new Outcome[sent.values().size()];
    }

    /** @throws Dhis2Exception if there is no summary */
    static Verdict verdict(Dhis2Http.Reply reply, DataValueImport sent) {
        JsonNode body = Json.tree(reply.body());
        JsonNode summary = summary(body);
        int status = reply.status();
        boolean judged = status / 100 == 2 || status == 409 || status == 400 || status == 422 || status == 500;
        if (summary == null || !judged) {
            throw Verdicts.none(reply, body);
        }
        ImportSummary read = new ImportSummary(summary, status >= 400, sent);
        if (read.countsNothing()) {
            throw reply.faults().of(Kind.OUTCOME_UNKNOWN, status, "a verdict that counts nothing of what was sent");
        }
        return read.judge();
    }

    /** Nested in a web message, or bare. */
    private static @Nullable JsonNode summary(@Nullable JsonNode body) {
        JsonNode nested = body == null ? null : body.get("response");
        if (nested != null && nested.path("importCount").isObject() && nested.hasNonNull("status")) {
            return nested;
        }
        boolean bare = body != null && body.path("importCount").isObject() && body.hasNonNull("status");
        return bare ? body : null;
    }

    /** A success over nothing is not about these values; a deletion of what is not there may go uncounted. */
    private boolean countsNothing() {
        boolean nothing = counts.equals(Counts.NONE) && conflicts.isEmpty() && rejected.isEmpty();
        return nothing && !failed && !sent.values().stream().allMatch(DataValue::deleted);
    }

    private Verdict judge() {
        int size = outcomes.length;
        int written = counts.imported() + counts.updated() + counts.deleted();
        boolean sunk = failed && written == 0 && counts.ignored() < size;
        for (Conflict conflict : conflicts) {
            rejected.addAll(within(conflict.indexes(), size));
        }
        boolean group = sunk || counts.ignored() < rejected.size();
        Arrays.fill(outcomes, sunk ? Outcome.BLAMED : Outcome.ACCEPTED);
        rejected.forEach(index -> outcomes[index] = Outcome.BLAMED);
        conflicts.forEach(conflict -> apply(conflict, group));
        if (!group) {
            refuseTheRest();
            distrust();
        }
        if (size == 1 && outcomes[0].state() == Outcome.State.BLAMED) {
            outcomes[0] = Outcome.refused(anyReason());
        }
        return new Verdict(List.of(outcomes), counts, sent.dryRun(), 1, null);
    }

    private void apply(Conflict conflict, boolean group) {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == Outcome.BLAMED && conflict.blames(i)) {
                outcomes[i] = new Outcome(Outcome.State.BLAMED, conflict.refusal());
            }
        }
        Set<Integer> culprits = group || conflict.indexes().isEmpty()
                ? Culprits.of(conflict, sent.values())
                : within(conflict.indexes(), outcomes.length);
        for (int index : culprits) {
            if (outcomes[index].state() != Outcome.State.REFUSED) {
                outcomes[index] = Outcome.refused(conflict.refusal());
            }
        }
    }

    /** Judged one by one and rejected, but no conflict says why. */
    private void refuseTheRest() {
        Refusal unsaid = new Refusal(null, "rejected without a reason", List.of());
        for (int index : rejected) {
            if (outcomes[index].state() == Outcome.State.BLAMED) {
                outcomes[index] = Outcome.refused(unsaid);
            }
        }
    }

    /** More values were ignored than are named: any other may be among them. */
    private void distrust() {
        long refused = Arrays.stream(outcomes)
                .filter(outcome -> outcome.state() == Outcome.State.REFUSED)
                .count();
        if (counts.ignored() > refused) {
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = outcomes[i].state() == Outcome.State.REFUSED ? outcomes[i] : Outcome.BLAMED;
            }
        }
    }

    private Refusal anyReason() {
        return conflicts.isEmpty()
                ? new Refusal(null, "ignored without a reason", List.of())
                : conflicts.get(0).refusal();
    }

    static Counts counts(JsonNode node) {
        return new Counts(
                node.path("imported").asInt(),
                node.path("updated").asInt(),
                node.path("deleted").asInt(),
                node.path("ignored").asInt());
    }

    private static Set<Integer> indexes(JsonNode node, int size) {
        List<Integer> indexes = new ArrayList<>();
        node.forEach(index -> indexes.add(index.asInt(-1)));
        return within(indexes, size);
    }

    private static Set<Integer> within(Collection<Integer> indexes, int size) {
        Set<Integer> within = new TreeSet<>(indexes);
        within.removeIf(index -> index < 0 || index >= size);
        return within;
    }

    /** Why an answer to a write is no verdict. */
    static final class Verdicts {

        private Verdicts() {}

        static Dhis2Exception none(Dhis2Http.Reply reply, @Nullable JsonNode body) {
            int status = reply.status();
            if (status / 100 == 2) {
                String what = reply.body().length == 0 ? "success without a body" : "success without a verdict";
                return reply.faults().of(Kind.OUTCOME_UNKNOWN, status, what);
            }
            // A 409 may tell of a partial success, a gateway knows nothing, a bare 500 neither: all need DHIS2's own
            // words.
            boolean doubtful = status == 409 || (status >= 500 && status != 503);
            if (doubtful && !toldByDhis2(body)) {
                return reply.faults().of(Kind.OUTCOME_UNKNOWN, status, "sent, status " + status + " without a verdict");
            }
            return reply.faults().ofStatus(reply.response(), body);
        }

        private static boolean toldByDhis2(@Nullable JsonNode body) {
            return Faults.text(body, "status") != null && Faults.text(body, "message") != null;
        }
    }
}
