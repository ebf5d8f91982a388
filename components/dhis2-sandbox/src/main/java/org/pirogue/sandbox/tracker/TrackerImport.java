package org.pirogue.sandbox.tracker;

import java.util.Map;
import java.util.Optional;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.User;
import org.pirogue.sandbox.tracker.ImportOptions.AtomicMode;
import org.pirogue.sandbox.tracker.ImportOptions.ImportMode;

/** Judges and writes import payloads, one after the other. */
final class TrackerImport {
    private final Instance instance;
    private final Models models;
    private final TrackerStore store;

    TrackerImport(Instance instance, Models models, TrackerStore store) {
        this.instance = instance;
        this.models = models;
        this.store = store;
    }

    ImportReport run(Payload payload, ImportOptions options, User user) {
        return store.writing(() -> {
            Bundle bundle =
                    new Bundle(options, payload, user, instance.now(), models.current(), instance.orgUnits(), store);
            judge(bundle);
            return close(bundle, Persistable.of(bundle));
        });
    }

    private static void judge(Bundle bundle) {
        if (bundle.options.deletes()) {
            DeletionChecks checks = new DeletionChecks(bundle);
            bundle.payload.entities().forEach(checks::check);
            bundle.payload.enrollments().forEach(checks::check);
            bundle.payload.events().forEach(checks::check);
            return;
        }
        AttributeChecks attributes = new AttributeChecks(bundle);
        bundle.payload.entities().forEach(new EntityChecks(bundle, attributes)::check);
        bundle.payload.enrollments().forEach(new EnrollmentChecks(bundle, attributes)::check);
        bundle.payload.events().forEach(new EventChecks(bundle)::check);
    }

    private ImportReport close(Bundle bundle, Persistable good) {
        if (!bundle.problems.isEmpty() && bundle.options.atomicMode() == AtomicMode.ALL) {
            return ImportReport.refused(bundle.problems, good.size() + ignored(bundle.problems));
        }
        if (bundle.options.importMode() == ImportMode.VALIDATE) {
            return ImportReport.judged(bundle.problems);
        }
        Writing writing = new Writing(bundle, instance.truth());
        if (bundle.options.deletes()) {
            return ImportReport.applied(bundle.problems, writing.delete(good));
        }
        refuseTwice(good);
        return ImportReport.applied(bundle.problems, writing.save(good));
    }

    private static int ignored(Problems problems) {
        return problems.records(Kind.TRACKED_ENTITY) + problems.records(Kind.ENROLLMENT) + problems.records(Kind.EVENT);
    }

    /** A new record twice in one payload comes as far as the database, and ends there in a 500. */
    private void refuseTwice(Persistable good) {
        Optional<Given> twice = good.twice().filter(given -> switch (given.kind()) {
            case TRACKED_ENTITY -> store.entity(given.uid()).isEmpty();
            case ENROLLMENT -> store.enrollment(given.uid()).isEmpty();
            case EVENT, RELATIONSHIP -> store.event(given.uid()).isEmpty();
        });
        if (twice.isPresent()) {
            Map<Kind, String> keys = Map.of(
                    Kind.TRACKED_ENTITY, "trackedentity", Kind.ENROLLMENT, "enrollment", Kind.EVENT, "trackerevent");
            String column = twice.get().kind() == Kind.EVENT
                    ? "event"
                    : keys.get(twice.get().kind());
            throw Refusal.of(
                    500,
                    "ERROR: duplicate key value violates unique constraint \""
                            + keys.get(twice.get().kind())
                            + "_pkey\"\n  Detail: Key (" + column + "id)=(" + (store.eventCount() + 1)
                            + ") already exists.");
        }
    }
}
