package org.pirogue.workspace.outlet;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.ShareChanges;
import org.pirogue.workspace.dataset.Shares;

/** How a topic and Kafka are told: which rows, against what, and where it goes on after a kill. */
final class RowWay implements Way {
    /** Where events go. */
    interface Door {
        /** @throws Undelivered where it cannot be told now */
        void look(Errand errand);

        /** When this returns it is kept. @throws Undelivered where it is not */
        void send(Errand errand, Event event);
    }

    private final Shares shares;
    private final Datasets datasets;
    private final ShareChanges changes;
    private final Contracts contracts;
    private final Outbox outbox;
    private final OutletSettings settings;
    private final AuditTrail trail;
    private final ErasureTelling erasures;
    private final Door door;

    RowWay(
            Shares shares,
            Datasets datasets,
            ShareChanges changes,
            Contracts contracts,
            Outbox outbox,
            OutletSettings settings,
            AuditTrail trail,
            ErasureTelling erasures,
            Door door) {
        this.shares = shares;
        this.datasets = datasets;
        this.changes = changes;
        this.contracts = contracts;
        this.outbox = outbox;
        this.settings = settings;
        this.trail = trail;
        this.erasures = erasures;
        this.door = door;
    }

    @Override
    public long tell(Errand errand) {
        door.look(errand);
        return errand.outgoing().what() == Outgoing.What.ERASED ? erased(errand) : given(errand);
    }

    private long erased(Errand errand) {
        Event event = erasures.event(errand, true);
        trail.write(Deed.allowed(
                Actor.system(),
                Verb.SEND,
                errand.resource(),
                errand.share().dataset().workspace()));
        sender(errand).accept(event);
        return 0;
    }

    private long given(Errand errand) {
        Shares.Given given = shares.given(errand.share().id(), errand.outgoing().version());
        Errand begun = new Errand(errand.outlet(), errand.share(), begun(errand, given));
        @Nullable DatasetVersion before = before(begun.outgoing(), given);
        trail.write(Deed.allowed(
                        Actor.system(),
                        Verb.SEND,
                        errand.resource(),
                        errand.share().dataset().workspace())
                .why(errand.share().terms().purpose()));
        RowTelling telling =
                new RowTelling(given, contracts.promise(given.share(), given.version()), begun.outgoing(), settings);
        try (ShareChanges.Changes rows = changes.between(before, given)) {
            return telling.tell(rows, sender(begun));
        }
    }

    private java.util.function.Consumer<Event> sender(Errand errand) {
        AtomicInteger parts = new AtomicInteger(errand.outgoing().parts());
        java.util.function.BooleanSupplier live = shares.live(errand.share().id());
        return event -> {
            if (!live.getAsBoolean()) {
                throw Undelivered.never("P752", "the share has ended");
            }
            door.send(errand, event);
            if (!outbox.progress(errand.outgoing(), parts.incrementAndGet())) {
                throw Undelivered.early("P731", "another replica goes on with it");
            }
        };
    }

    /** With the terms that it is told by: those of the first try, as long as they hold. */
    private Outgoing begun(Errand errand, Shares.Given given) {
        Outgoing due = errand.outgoing();
        String mark = mark(given, given.version());
        if (mark.equals(due.cut())
                && (due.since() == null || since(errand, given).equals(Optional.of(due.since())))) {
            return due;
        }
        // The share may have been renewed since it was put into the outbox: its events keep what it promises now.
        int contract = contracts.keep(given.share(), given.version());
        return outbox.begin(due, mark, contract, since(errand, given).orElse(null));
    }

    /** The version that the recipient has, where what it gets now can be told against it. */
    private Optional<Long> since(Errand errand, Shares.Given given) {
        if (errand.outgoing().whole() || errand.outlet().anew()) {
            return Optional.empty();
        }
        return outbox.last(errand.outlet().id())
                .filter(last -> mark(given, version(given, last.version())).equals(last.cut()))
                .filter(last -> ShareChanges.comparable(version(given, last.version()), given))
                .map(Outgoing::version);
    }

    /**
     * By which terms a version is told. Once somebody was erased from it, it is another one: what the recipient has of it cannot be
     * told against, so that the next one comes whole, and what they had is forgotten.
     */
    private static String mark(Shares.Given given, DatasetVersion version) {
        int redactions = version.lineage().path("redactions").size();
        return redactions == 0 ? given.mark() : given.mark() + "/" + redactions;
    }

    private @Nullable DatasetVersion before(Outgoing due, Shares.Given given) {
        if (due.since() == null) {
            return null;
        }
        DatasetVersion before = version(given, due.since());
        return ShareChanges.comparable(before, given) ? before : null;
    }

    private DatasetVersion version(Shares.Given given, long version) {
        return datasets.version(given.share().dataset(), version);
    }
}
