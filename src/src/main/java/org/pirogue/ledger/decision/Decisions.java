package org.pirogue.ledger.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.object.ObjectRedress;
import org.pirogue.ledger.reject.Correction;
import org.pirogue.ledger.reject.CorrectionTable;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.FlowLock;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.Redress;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.ledger.value.SliceRow;
import org.pirogue.ledger.value.SliceTable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What persons decide about rejects. A standing reject is not sent again by itself: it goes when its value changes, when
 * somebody replays it, or when the reason that was known beforehand is gone.
 */
public final class Decisions {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PersonSeal seal;
    private final SliceTable slices;
    private final RejectTable rejects;
    private final CorrectionTable corrections;

    public Decisions(JdbcTemplate jdbc, TransactionTemplate transaction, PersonSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.transaction = transaction;
        this.slices = new SliceTable(jdbc);
        this.rejects = new RejectTable(jdbc);
        this.corrections = new CorrectionTable(jdbc);
    }

    /**
     * What a decision has set in motion.
     *
     * @param rejects numbers of those that it was taken for; others were not open any more, or not of its kind
     * @param messages to be sent to the queue; what is lost on the way comes from {@link Outbox} again
     */
    public record Taken(List<Long> rejects, List<SliceMessage> messages) {
        static final Taken NOTHING = new Taken(List.of(), List.of());
    }

    /**
     * Clears standing rejects of one flow: their slices are pending again.
     *
     * @param ids of values that the target refused; others are left alone
     */
    public Taken replay(String flow, String workspace, Collection<Long> ids, Decision decision) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<SliceKey, List<Long>> byKey = new TreeMap<>();
            for (Reject each : standing(flow, ids)) {
                byKey.computeIfAbsent(key(each), none -> new ArrayList<>()).add(each.id());
            }
            Redress redress = new Redress();
            List<Long> taken = new ArrayList<>();
            slices.lock(flow, byKey.keySet()).forEach((key, row) -> byKey.get(key).stream()
                    .filter(id -> redress.replay(row, id))
                    .forEach(taken::add));
            List<SliceMessage> messages = redress.write(flow, workspace, jdbc, slices);
            taken.addAll(new ObjectRedress(jdbc, seal).replay(flow, ids));
            rejects.decide(taken, Reject.State.REPLAYED, "replayed", decision);
            return new Taken(taken, messages);
        }));
    }

    /** Marks rejects of the source as replayed: a run reads them again, and finds them again where nothing changed. */
    public List<Long> readAgain(String flow, Collection<Long> ids, Decision decision) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Long> taken = rejects.undecided(flow, ids).stream()
                    .filter(each -> each.kind() == Reject.Kind.SOURCE)
                    .map(Reject::id)
                    .toList();
            rejects.decide(taken, Reject.State.REPLAYED, "replayed", decision);
            return taken;
        }));
    }

    /** Settles open rejects without sending anything; none comes back until its value changes. */
    public List<Long> dismiss(String flow, Collection<Long> ids, Decision decision) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Long> taken = rejects.undecided(flow, ids).stream()
                    .filter(each -> each.state() == Reject.State.OPEN)
                    .map(Reject::id)
                    .toList();
            rejects.decide(taken, Reject.State.DISMISSED, "dismissed", decision);
            return taken;
        }));
    }

    /**
     * Sets another value in place of the one that was held back or refused.
     *
     * @param dataSet code of the target's data set
     * @param value not empty
     * @return nothing where the reject is not open any more, or no value stands behind it
     */
    public Taken correct(Reject reject, String workspace, String dataSet, String value, Decision decision) {
        return Objects.requireNonNull(transaction.execute(status -> {
            FlowLock.take(jdbc, reject.flow());
            List<Reject> open = rejects.undecided(reject.flow(), List.of(reject.id()));
            if (open.isEmpty()) {
                return Taken.NOTHING;
            }
            SliceKey key = key(reject).inDataSet(dataSet);
            Cell cell = new Cell(
                    Objects.requireNonNull(reject.dataElement()),
                    Objects.requireNonNullElse(reject.categoryOptions(), ""));
            SliceRow row = slices.lock(reject.flow(), List.of(key)).getOrDefault(key, fresh(key, reject.run()));
            if (reject.kind() == Reject.Kind.TARGET && stale(row, reject)) {
                return Taken.NOTHING;
            }
            String source = corrections
                    .active(reject.flow(), key, cell)
                    .map(Correction::sourceValue)
                    .orElseGet(() -> sourceValue(row, cell, reject));
            corrections.add(reject.flow(), key, cell, source, value, reject.id(), decision);
            Redress redress = new Redress();
            List<Long> others = redress.correct(row, cell, value);
            List<SliceMessage> messages = redress.write(reject.flow(), workspace, jdbc, slices);
            rejects.decide(List.of(reject.id()), Reject.State.RESOLVED, "corrected", decision);
            rejects.resolve(others);
            return new Taken(List.of(reject.id()), messages);
        }));
    }

    /** A warning is of a value that goes, or of a correction that lapsed: the source says what is wanted now, if anything. */
    private static String sourceValue(SliceRow row, Cell cell, Reject reject) {
        return reject.kind() == Reject.Kind.WARNING
                ? row.state().goal(cell)
                : Objects.requireNonNullElse(reject.value(), "");
    }

    private static boolean stale(SliceRow row, Reject reject) {
        return row.state().refused.values().stream().noneMatch(refusal -> refusal.reject() == reject.id());
    }

    private static SliceRow fresh(SliceKey key, long run) {
        SliceRow row = SliceRow.unknown(key);
        row.run = run;
        return row;
    }

    private List<Reject> standing(String flow, Collection<Long> ids) {
        return rejects.undecided(flow, ids).stream()
                .filter(each -> each.kind() == Reject.Kind.TARGET)
                .toList();
    }

    private static SliceKey key(Reject reject) {
        return new SliceKey(
                Objects.requireNonNullElse(reject.dataSet(), ""),
                Objects.requireNonNullElse(reject.orgUnit(), ""),
                Objects.requireNonNullElse(reject.period(), ""),
                Objects.requireNonNullElse(reject.attributeOptions(), ""));
    }
}
