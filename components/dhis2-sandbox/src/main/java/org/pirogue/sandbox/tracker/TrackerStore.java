package org.pirogue.sandbox.tracker;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All tracked entities of one server, in memory. What is kept is immutable; a change puts a changed copy, so that a
 * reader who holds one sees it whole. Safe for many threads.
 */
public final class TrackerStore {
    /** A place that keeps its number while what stands in it changes. */
    private static final class Place {
        private TrackedEntity entity;

        private Place(TrackedEntity entity) {
            this.entity = entity;
        }
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Place> byEntity = new Object2ObjectOpenHashMap<>();
    private final Map<String, Place> byEnrollment = new Object2ObjectOpenHashMap<>();
    private final Map<String, Place> byEvent = new Object2ObjectOpenHashMap<>();
    /** Who ever had anything at an organisation unit: a superset of who has now. */
    private final Map<String, Set<Place>> byOrgUnit = new HashMap<>();

    private final Map<String, Map<String, String>> unique = new HashMap<>();
    private long enrollments;
    private long events;
    private volatile long revision;

    /**
     * Adds or replaces a tracked entity with all its enrollments and events and with the times it carries, without
     * judging it and without a line in the truth log: for sample data. Later ones count as newer.
     */
    public void load(TrackedEntity entity) {
        writing(() -> {
            put(entity);
            return entity;
        });
    }

    public Optional<TrackedEntity> entity(String uid) {
        return reading(() -> Optional.ofNullable(byEntity.get(uid)).map(place -> place.entity));
    }

    /** The tracked entity that this enrollment belongs to. */
    public Optional<TrackedEntity> ofEnrollment(String uid) {
        return reading(() -> Optional.ofNullable(byEnrollment.get(uid)).map(place -> place.entity));
    }

    /** The tracked entity that this event belongs to. */
    public Optional<TrackedEntity> ofEvent(String uid) {
        return reading(() -> Optional.ofNullable(byEvent.get(uid)).map(place -> place.entity));
    }

    public Optional<Enrollment> enrollment(String uid) {
        return ofEnrollment(uid).flatMap(entity -> entity.enrollment(uid));
    }

    public Optional<Event> event(String uid) {
        return ofEvent(uid).flatMap(entity -> entity.enrollments().stream()
                .flatMap(enrollment -> enrollment.event(uid).stream())
                .findFirst());
    }

    /** Oldest first, deleted ones included. */
    public List<TrackedEntity> all() {
        return reading(() -> places.stream().map(place -> place.entity).toList());
    }

    /** Those who have, or once had, anything at one of these organisation units; oldest first. */
    List<TrackedEntity> at(Collection<String> orgUnits) {
        return reading(() -> {
            Set<Place> found = new HashSet<>();
            orgUnits.forEach(unit -> found.addAll(byOrgUnit.getOrDefault(unit, Set.of())));
            return found.stream()
                    .map(place -> place.entity)
                    .sorted(Comparator.comparingLong(TrackedEntity::sequence))
                    .toList();
        });
    }

    public int size() {
        return reading(places::size);
    }

    /** How many events were ever kept. */
    public long eventCount() {
        return reading(() -> events);
    }

    /** Grows with every change. */
    long revision() {
        return revision;
    }

    /** Who holds this value of an attribute that must be unique. */
    Optional<String> holder(String attribute, String value) {
        return Optional.ofNullable(
                unique.computeIfAbsent(attribute, this::holders).get(value));
    }

    private Map<String, String> holders(String attribute) {
        Map<String, String> found = new HashMap<>();
        for (Place place : places) {
            if (!place.entity.deleted()) {
                Value.find(place.entity.attributes(), attribute)
                        .ifPresent(value -> found.put(value.value(), place.entity.uid()));
            }
        }
        return found;
    }

    /** Runs alone: nobody reads or writes meanwhile. */
    <T> T writing(Supplier<T> work) {
        lock.writeLock().lock();
        try {
            return work.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    <T> T reading(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Only inside {@link #writing}. */
    void put(TrackedEntity entity) {
        Place place = byEntity.get(entity.uid());
        TrackedEntity before = place == null ? null : place.entity;
        TrackedEntity kept = numbered(entity, before);
        if (place == null) {
            place = new Place(kept);
            places.add(place);
            byEntity.put(kept.uid(), place);
        }
        place.entity = kept;
        index(place);
        unique.forEach((attribute, holders) -> rehold(attribute, holders, before, kept));
        revision++;
    }

    private TrackedEntity numbered(TrackedEntity entity, @Nullable TrackedEntity before) {
        List<Enrollment> below = new ArrayList<>(entity.enrollments().size());
        List<TrackedEntity.Owner> owners = new ArrayList<>(entity.owners());
        for (Enrollment enrollment : entity.enrollments()) {
            below.add(numbered(enrollment));
            if (owners.stream().noneMatch(owner -> owner.program().equals(enrollment.program()))) {
                owners.add(new TrackedEntity.Owner(
                        enrollment.program().intern(), enrollment.orgUnit().intern()));
            }
        }
        TrackedEntity whole = entity.withEnrollments(below).withOwners(owners);
        return whole.withSequence(before == null ? places.size() + 1 : before.sequence());
    }

    private Enrollment numbered(Enrollment enrollment) {
        List<Event> below = new ArrayList<>(enrollment.events().size());
        for (Event event : enrollment.events()) {
            below.add(event.sequence() == 0 ? event.withSequence(++events) : event);
        }
        Enrollment whole = enrollment.withEvents(below);
        return whole.sequence() == 0 ? whole.withSequence(++enrollments) : whole;
    }

    private void index(Place place) {
        TrackedEntity entity = place.entity;
        at(entity.orgUnit(), place);
        entity.owners().forEach(owner -> at(owner.orgUnit(), place));
        for (Enrollment enrollment : entity.enrollments()) {
            at(enrollment.orgUnit(), place);
            byEnrollment.put(enrollment.uid(), place);
            for (Event event : enrollment.events()) {
                at(event.orgUnit(), place);
                byEvent.put(event.uid(), place);
            }
        }
    }

    private void at(String orgUnit, Place place) {
        byOrgUnit.computeIfAbsent(orgUnit, unit -> new HashSet<>()).add(place);
    }

    private static void rehold(
            String attribute, Map<String, String> holders, @Nullable TrackedEntity before, TrackedEntity now) {
        if (before != null) {
            Value.find(before.attributes(), attribute).ifPresent(value -> holders.remove(value.value(), before.uid()));
        }
        if (!now.deleted()) {
            Value.find(now.attributes(), attribute).ifPresent(value -> holders.put(value.value(), now.uid()));
        }
    }
}
