package org.pirogue.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.RejectFilter;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.prepare.period.Period;

/** Where persons decide about rejects: the ledger takes the decision, and what it sets in motion is sent. */
public class RejectDesk {
    private static final int SOME = 1_000;

    private final Rejects rejects;
    private final Decisions decisions;
    private final Flows flows;
    private final FlowFiles files;
    private final FlowStarter starter;
    private final Outgoing outgoing;
    private final TargetChecks checks;

    public RejectDesk(
            Rejects rejects,
            Decisions decisions,
            Flows flows,
            FlowFiles files,
            FlowStarter starter,
            Outgoing outgoing,
            TargetChecks checks) {
        this.rejects = rejects;
        this.decisions = decisions;
        this.flows = flows;
        this.files = files;
        this.starter = starter;
        this.outgoing = outgoing;
        this.checks = checks;
    }

    /**
     * What became of a decision.
     *
     * @param asked how many rejects it was about
     * @param taken those that it was taken for; the others were decided or settled meanwhile
     * @param runs that were asked for, since the values of these rejects must be read again
     */
    public record Done(long asked, List<Long> taken, List<Long> runs) {
        Done plus(Done other) {
            List<Long> all = new ArrayList<>(taken);
            all.addAll(other.taken);
            List<Long> both = new ArrayList<>(runs);
            both.addAll(other.runs);
            return new Done(asked + other.asked, all, both);
        }
    }

    /** @throws FlowException P481 where there is no such reject */
    public Reject find(long id) {
        return rejects.find(id).orElseThrow(() -> new FlowException("P481", "there is no reject " + id));
    }

    /** What the target refused is sent again; what could not be taken from the source is read again. */
    public Done replay(Collection<Long> ids, Decision decision) {
        return byFlow(ids, (flow, some) -> sentAgain(flow, some, decision)).plus(readAgain(ids, decision));
    }

    public Done replay(RejectFilter filter, @Nullable Long expect, Decision decision) {
        return all(filter, expect, ids -> replay(ids, decision));
    }

    /** @throws FlowException P489 without a reason */
    public Done dismiss(Collection<Long> ids, Decision decision) {
        reasoned(decision);
        return byFlow(ids, (flow, some) -> decisions.dismiss(flow.name(), ids(some), decision));
    }

    public Done dismiss(RejectFilter filter, @Nullable Long expect, Decision decision) {
        return all(filter, expect, ids -> dismiss(ids, decision));
    }

    /**
     * Another value takes the place of the one that was held back or refused, until the source says something else.
     *
     * @throws FlowException P481, P482 no longer open, P483 not to be corrected, P485 not a value for it, P489 no reason
     */
    public Done correct(long id, String value, Decision decision) {
        reasoned(decision);
        Reject reject = find(id);
        Flow flow = flows.get(reject.flow());
        Cell cell = correctable(flow, reject);
        String dataSet = flow.target().parameter("dataSet");
        if (value.isBlank() || value.equals(reject.value())) {
            throw new FlowException("P485", "write the value that should stand there, another than was refused");
        }
        checks.value(flow, cell, value).ifPresent(refused -> {
            throw new FlowException("P485", "'" + value + "' would be refused too: " + refused.text());
        });
        Decisions.Taken taken = decisions.correct(reject, flow.workspace(), dataSet, value, decision);
        if (taken.rejects().isEmpty()) {
            throw new FlowException(
                    "P482", "reject " + id + " does not stand any more: its value changed or was taken");
        }
        outgoing.send(flow, taken.messages());
        return new Done(1, taken.rejects(), List.of());
    }

    private Cell correctable(Flow flow, Reject reject) {
        if (reject.kind() == Reject.Kind.WARNING || reject.dataElement() == null || reject.orgUnit() == null) {
            throw new FlowException(
                    "P483", "reject " + reject.id() + " is not about one value: see what to do by 'show'");
        }
        if (Cell.COMPLETE.dataElement().equals(reject.dataElement())) {
            throw new FlowException(
                    "P483",
                    "that a report is complete is no value to be corrected: complete it, or not, at the source");
        }
        if (reject.kind() == Reject.Kind.TARGET && "".equals(reject.value())) {
            throw new FlowException("P483", "the target refused to delete this value: replay or dismiss it");
        }
        Cell cell = new Cell(reject.dataElement(), Objects.requireNonNullElse(reject.categoryOptions(), ""));
        if (!files.claim(flow).contains(cell)) {
            throw new FlowException(
                    "P483", "'" + cell + "' is only a part of what stands at the target: correct it at the source");
        }
        return cell;
    }

    private List<Long> sentAgain(Flow flow, List<Reject> some, Decision decision) {
        Decisions.Taken taken = decisions.replay(flow.name(), flow.workspace(), ids(some), decision);
        outgoing.send(flow, taken.messages());
        return taken.rejects();
    }

    /** One run for each flow, over the periods of what is read again. */
    private Done readAgain(Collection<Long> ids, Decision decision) {
        List<Long> all = new ArrayList<>();
        List<Long> runs = new ArrayList<>();
        group(ids).forEach((name, some) -> {
            Map<Long, Reject> byId = new TreeMap<>();
            some.forEach(each -> byId.put(each.id(), each));
            List<Long> taken = decisions.readAgain(name, byId.keySet(), decision);
            if (!taken.isEmpty()) {
                runs.add(read(name, taken.stream().map(byId::get).toList()));
                all.addAll(taken);
            }
        });
        return new Done(0, all, runs);
    }

    private long read(String flow, List<Reject> some) {
        List<Period> periods = some.stream()
                .map(each -> Optional.ofNullable(each.period()).flatMap(Period::read))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        boolean whole = periods.isEmpty() || some.stream().anyMatch(each -> each.period() == null);
        String from = whole ? null : periods.get(0).id();
        String to = whole ? null : periods.get(periods.size() - 1).id();
        return starter.start(flow, Envelope.Mode.SYNC, from, to, whole).run();
    }

    private Done all(RejectFilter filter, @Nullable Long expect, Function<List<Long>, Done> decide) {
        long count = rejects.count(filter);
        if (expect == null || expect != count) {
            throw new FlowException("P486", count + " rejects match" + (expect == null ? "" : ", not " + expect));
        }
        Done done = new Done(0, List.of(), List.of());
        Iterator<Reject> each = rejects.each(filter);
        while (each.hasNext()) {
            List<Long> some = new ArrayList<>();
            while (each.hasNext() && some.size() < SOME) {
                some.add(each.next().id());
            }
            done = done.plus(decide.apply(some));
        }
        return done;
    }

    private interface Taking {
        List<Long> take(Flow flow, List<Reject> some);
    }

    private Done byFlow(Collection<Long> ids, Taking taking) {
        List<Long> taken = new ArrayList<>();
        group(ids).forEach((flow, some) -> taken.addAll(taking.take(flows.get(flow), some)));
        return new Done(ids.size(), taken, List.of());
    }

    private Map<String, List<Reject>> group(Collection<Long> ids) {
        Map<String, List<Reject>> byFlow = new TreeMap<>();
        List<Reject> known = rejects.all(ids);
        known.forEach(reject ->
                byFlow.computeIfAbsent(reject.flow(), none -> new ArrayList<>()).add(reject));
        List<Long> unknown = new ArrayList<>(ids);
        unknown.removeAll(ids(known));
        unknown.stream().findFirst().ifPresent(this::find);
        return byFlow;
    }

    private static List<Long> ids(List<Reject> some) {
        return some.stream().map(Reject::id).toList();
    }

    private static void reasoned(Decision decision) {
        if (decision.reason().isBlank()) {
            throw new FlowException("P489", "say why: whoever looks at it next year does not know any more");
        }
    }
}
