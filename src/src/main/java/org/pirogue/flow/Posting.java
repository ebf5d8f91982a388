package org.pirogue.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueImport;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.camel.dhis2.bulk.Registration;
import org.pirogue.camel.dhis2.bulk.Verdict;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Mirror;
import org.pirogue.ledger.value.Outcome;
import org.pirogue.ledger.value.Receipt;

/**
 * Differences of some slices on their way to one POST: which cell each data value stands for, and what is refused before
 * it is sent.
 */
public final class Posting {
    private record Place(SliceKey key, Cell cell) {}

    private final String flow;
    private final long run;
    private final String owner;
    private final @Nullable Mirror mirror;
    private final DataSetMetadata target;
    private final Locks locks;
    private final List<Claim.Difference> differences;
    private final List<Place> places = new ArrayList<>();
    private final List<DataValue> values = new ArrayList<>();
    private final Map<SliceKey, Map<Cell, Outcome>> outcomes = new HashMap<>();
    private final Completeness completeness;
    private final List<Registering> registering = new ArrayList<>();
    private @Nullable Verdict judged;
    private @Nullable Dhis2Exception stopped;

    /** A report whose registration is to be written, or withdrawn. */
    private record Registering(Claim.Difference difference, boolean complete) {
        SliceKey key() {
            return difference.key();
        }
    }

    Posting(
            String flow,
            long run,
            String owner,
            @Nullable Mirror mirror,
            DataSetMetadata target,
            TargetCheck check,
            Locks locks,
            Completeness completeness,
            List<Claim.Difference> differences) {
        this.flow = flow;
        this.run = run;
        this.owner = owner;
        this.mirror = mirror;
        this.target = target;
        this.locks = locks;
        this.completeness = completeness;
        this.differences = List.copyOf(differences);
        this.differences.forEach(difference -> add(check, difference));
    }

    private void add(TargetCheck check, Claim.Difference difference) {
        SliceKey key = difference.key();
        Optional<TargetCheck.Refused> slice = check.slice(key);
        difference.put().forEach((cell, value) -> {
            if (cell.equals(Cell.COMPLETE)) {
                register(new Registering(difference, true), slice);
            } else {
                add(key, cell, slice.or(() -> check.cell(cell)).or(() -> check.value(cell, value)), value);
            }
        });
        difference.delete().forEach(cell -> {
            if (cell.equals(Cell.COMPLETE)) {
                register(new Registering(difference, false), slice);
            } else {
                add(key, cell, slice.or(() -> check.cell(cell)), null);
            }
        });
    }

    private void register(Registering each, Optional<TargetCheck.Refused> refused) {
        refused.ifPresentOrElse(
                why -> settle(each.key(), Cell.COMPLETE, new Outcome.Refused(why.code(), why.text())),
                () -> registering.add(each));
    }

    private void add(SliceKey key, Cell cell, Optional<TargetCheck.Refused> refused, @Nullable String value) {
        if (refused.isPresent()) {
            settle(
                    key,
                    cell,
                    new Outcome.Refused(refused.get().code(), refused.get().text()));
            return;
        }
        DataSetMetadata.Element element = target.element(cell.dataElement());
        places.add(new Place(key, cell));
        values.add(new DataValue(
                element.id(),
                key.period(),
                String.valueOf(target.orgUnitId(key.orgUnit())),
                target.optionComboId(element, cell.categoryOptions()),
                target.attributeOptionComboId(key.attributeOptions()),
                value == null ? TargetCheck.anyOf(element.valueType()) : value,
                value == null,
                null));
    }

    private void settle(SliceKey key, Cell cell, Outcome outcome) {
        outcomes.computeIfAbsent(key, none -> new HashMap<>()).put(cell, outcome);
    }

    public String flow() {
        return flow;
    }

    public long run() {
        return run;
    }

    /** The flow of the other direction. */
    @Nullable
    Mirror mirror() {
        return mirror;
    }

    public String owner() {
        return owner;
    }

    /** Whether anything is left to send after the refusals that are known beforehand. */
    public boolean isToSend() {
        return !values.isEmpty();
    }

    /** The body of the POST: values of one data set, named. */
    public DataValueImport getDataValues() {
        return DataValueImport.of(target.id(), values);
    }

    List<Claim.Difference> differences() {
        return differences;
    }

    /** The server's answer, value by value. A value without a clear answer stays in doubt. */
    void answered(Verdict verdict) {
        judged = verdict;
        stopped = verdict.stopped();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            org.pirogue.camel.dhis2.bulk.Outcome outcome = verdict.outcomes().get(i);
            switch (outcome.state()) {
                case ACCEPTED -> settle(place.key(), place.cell(), Outcome.ACCEPTED);
                case REFUSED -> settle(place.key(), place.cell(), refused(outcome));
                case BLAMED, UNKNOWN -> {
                    // No outcome: in doubt, read back before it is sent again.
                }
            }
        }
    }

    /** Whether the server has answered about the values. */
    boolean isJudged() {
        return judged != null;
    }

    /** Why the server was not asked about everything, null where it was. */
    @Nullable
    Dhis2Exception stopped() {
        return stopped;
    }

    /** Whether reports are to be registered, or registrations withdrawn, now that the values were answered. */
    public boolean isToRegister() {
        return !registering.isEmpty();
    }

    /** Nothing more is heard of the values: leaves to be registered what may be. */
    void valuesAnswered() {
        if (stopped != null) {
            registering.clear();
            return;
        }
        registering.stream().filter(Registering::complete).forEach(this::waits);
        registering.removeIf(each -> outcomes.getOrDefault(each.key(), Map.of()).containsKey(Cell.COMPLETE));
        registering.removeIf(each -> each.complete() && isInDoubt(each));
    }

    /** A report is registered after its values, and not while the target is locked for one of them or lacks it. */
    private void waits(Registering each) {
        Map<Cell, Outcome> values = outcomes.getOrDefault(each.key(), Map.of());
        Optional<Outcome> held =
                values.values().stream().filter(Outcome.Held.class::isInstance).findFirst();
        if (held.isPresent()) {
            settle(each.key(), Cell.COMPLETE, held.get());
            return;
        }
        long refused = values.values().stream()
                .filter(Outcome.Refused.class::isInstance)
                .count();
        int lacking = (int) refused + each.difference().unsettled().size();
        if (lacking > 0 && completeness == Completeness.SETTLED) {
            settle(each.key(), Cell.COMPLETE, Outcome.waits(lacking));
        }
    }

    /** What became of one of its values is not known: it is read back first. */
    private boolean isInDoubt(Registering each) {
        return outcomes.getOrDefault(each.key(), Map.of()).size()
                < each.difference().size() - 1;
    }

    /** The body of the second POST. */
    public List<Registration> getRegistrations() {
        return registering.stream()
                .map(each -> Registration.of(
                        target.id(),
                        each.key().period(),
                        String.valueOf(target.orgUnitId(each.key().orgUnit())),
                        target.attributeOptionComboId(each.key().attributeOptions()),
                        each.complete()
                                ? Completeness.date(each.difference().put().get(Cell.COMPLETE))
                                : null,
                        each.complete()))
                .toList();
    }

    /** The server's answer about the registrations. */
    void registered(Verdict verdict) {
        stopped = verdict.stopped();
        for (int i = 0; i < registering.size(); i++) {
            SliceKey key = registering.get(i).key();
            org.pirogue.camel.dhis2.bulk.Outcome outcome = verdict.outcomes().get(i);
            switch (outcome.state()) {
                case ACCEPTED -> settle(key, Cell.COMPLETE, Outcome.ACCEPTED);
                case REFUSED -> settle(key, Cell.COMPLETE, notRegistered(outcome));
                case BLAMED, UNKNOWN -> {
                    // In doubt, as a value would be.
                }
            }
        }
    }

    private Outcome notRegistered(org.pirogue.camel.dhis2.bulk.Outcome outcome) {
        var refusal = outcome.refusal();
        String code = refusal == null || refusal.code() == null ? "P409" : refusal.code();
        String text = refusal == null ? "" : refusal.text();
        return locks.held(code, text).orElseGet(() -> new Outcome.Refused(code, text));
    }

    private Outcome refused(org.pirogue.camel.dhis2.bulk.Outcome outcome) {
        var refusal = outcome.refusal();
        if (refusal == null) {
            return new Outcome.Refused("P411", "the target refused the value without a reason");
        }
        String code = refusal.code() == null ? "P411" : refusal.code();
        return locks.held(code, refusal.text()).orElseGet(() -> new Outcome.Refused(code, refusal.text()));
    }

    List<Receipt> receipts() {
        return differences.stream()
                .map(difference -> new Receipt(difference, outcomes.getOrDefault(difference.key(), Map.of())))
                .toList();
    }

    boolean anyRefused() {
        return outcomes.values().stream()
                .flatMap(cells -> cells.values().stream())
                .anyMatch(outcome -> outcome instanceof Outcome.Refused);
    }
}
