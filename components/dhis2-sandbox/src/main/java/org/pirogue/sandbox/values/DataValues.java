package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All data values of a server. Ids are UIDs. Safe for many threads. */
public final class DataValues {
    static final String DEFAULT_COMBO = "HllvX50cXC0";

    final ReadWriteLock lock = new ReentrantReadWriteLock();
    final Names names = new Names();
    final Names users = new Names();
    final ValueCodes values = new ValueCodes();
    final Cells cells = new Cells();
    private final LongArrayList stamps = new LongArrayList();
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private long live;

    /**
     * Stores a value without judging it; what stood under the same key is replaced.
     *
     * @param categoryOptionCombo empty for the default one
     * @param attributeOptionCombo empty for the default one
     */
    public void put(
            String dataElement,
            String period,
            String orgUnit,
            String categoryOptionCombo,
            String attributeOptionCombo,
            String value,
            String storedBy,
            Instant lastUpdated) {
        int element = names.of(dataElement);
        int combo = names.of(orDefault(categoryOptionCombo));
        int attribute = names.of(orDefault(attributeOptionCombo));
        int unit = names.of(orgUnit);
        int code = values.of(value);
        int user = users.of(storedBy);
        lock.writeLock().lock();
        try {
            set(shelf(period), unit, cells.of(element, combo, attribute), code, stamp(lastUpdated), user, false);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** As {@link #put}, by {@code admin}. */
    public void put(DataValue value) {
        put(
                value.dataElement(),
                value.period(),
                value.orgUnit(),
                value.categoryOptionCombo(),
                value.attributeOptionCombo(),
                value.value(),
                value.storedBy(),
                value.lastUpdated());
        if (value.deleted()) {
            delete(value);
        }
    }

    /** Marks a value as deleted, at its {@code lastUpdated}; nothing happens when there is none. */
    public void delete(DataValue value) {
        lock.writeLock().lock();
        try {
            Shelf shelf = shelf(value.period());
            int row = row(
                    shelf,
                    value.dataElement(),
                    value.orgUnit(),
                    value.categoryOptionCombo(),
                    value.attributeOptionCombo());
            if (row >= 0 && !shelf.deleted(row)) {
                live--;
                shelf.set(row, shelf.value(row), stamp(value.lastUpdated()), shelf.storedBy(row), true);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static String orDefault(String combo) {
        return combo.isEmpty() ? DEFAULT_COMBO : combo;
    }

    /** Sets one value; the caller holds the write lock. Returns the code that stood there, or none. */
    int set(Shelf shelf, int unit, int cell, int code, int stamp, int user, boolean deleted) {
        int row = shelf.rowFor(unit, cell, stamp);
        int before = shelf.value(row);
        boolean wasLive = before != ValueCodes.NONE && !shelf.deleted(row);
        shelf.set(row, code, stamp, user, deleted);
        live += (deleted ? 0 : 1) - (wasLive ? 1 : 0);
        return wasLive ? before : ValueCodes.NONE;
    }

    /** A number for a time; the caller holds the write lock. */
    int stamp(Instant time) {
        long millis = time.toEpochMilli();
        int last = stamps.size() - 1;
        if (last < 0 || stamps.getLong(last) != millis) {
            stamps.add(millis);
            last++;
        }
        return last;
    }

    /** Milliseconds; the caller holds a lock. */
    long millis(int stamp) {
        return stamps.getLong(stamp);
    }

    Shelf shelf(String period) {
        return shelves.computeIfAbsent(period, p -> new Shelf());
    }

    @Nullable
    Shelf existing(String period) {
        return shelves.get(period);
    }

    /** Periods that hold rows, oldest first. */
    List<Period> periods() {
        List<Period> all = new ArrayList<>();
        shelves.keySet().forEach(id -> Period.parse(id).ifPresent(all::add));
        all.sort(Comparator.comparing(Period::start).thenComparing(Period::end));
        return all;
    }

    private int row(Shelf shelf, String dataElement, String orgUnit, String optionCombo, String attributeCombo) {
        int element = names.find(dataElement);
        int combo = names.find(orDefault(optionCombo));
        int attribute = names.find(orDefault(attributeCombo));
        int unit = names.find(orgUnit);
        if (element < 0 || combo < 0 || attribute < 0 || unit < 0) {
            return -1;
        }
        int cell = cells.find(element, combo, attribute);
        return cell < 0 ? -1 : shelf.row(unit, cell);
    }

    /** The value of a key, a deleted one too. */
    public Optional<DataValue> get(
            String dataElement,
            String period,
            String orgUnit,
            String categoryOptionCombo,
            String attributeOptionCombo) {
        lock.readLock().lock();
        try {
            Shelf shelf = existing(period);
            if (shelf == null) {
                return Optional.empty();
            }
            int row = row(shelf, dataElement, orgUnit, categoryOptionCombo, attributeOptionCombo);
            return row < 0 ? Optional.empty() : Optional.of(at(period, shelf, row));
        } finally {
            lock.readLock().unlock();
        }
    }

    private DataValue at(String period, Shelf shelf, int row) {
        int cell = shelf.cell(row);
        return new DataValue(
                names.text(cells.dataElement(cell)),
                period,
                names.text(shelf.orgUnit(row)),
                names.text(cells.optionCombo(cell)),
                names.text(cells.attributeCombo(cell)),
                values.text(shelf.value(row)),
                users.text(shelf.storedBy(row)),
                Instant.ofEpochMilli(millis(shelf.created(row))),
                Instant.ofEpochMilli(millis(shelf.updated(row))),
                shelf.deleted(row));
    }

    /** All values, deleted ones included, period by period. For tests and small stores: it copies. */
    public List<DataValue> all() {
        lock.readLock().lock();
        try {
            List<DataValue> all = new ArrayList<>();
            for (Period period : periods()) {
                Shelf shelf = shelf(period.id());
                for (int row = 0; row < shelf.size(); row++) {
                    all.add(at(period.id(), shelf, row));
                }
            }
            return all;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Reads what stands in the periods that lie within this one, deleted values left out. Do not write meanwhile. */
    public void within(Period wanted, Consumer<DataValue> reader) {
        lock.readLock().lock();
        try {
            for (Period period : periods()) {
                if (!period.start().isBefore(wanted.start()) && !period.end().isAfter(wanted.end())) {
                    Shelf shelf = shelf(period.id());
                    for (int row = 0; row < shelf.size(); row++) {
                        if (!shelf.deleted(row)) {
                            reader.accept(at(period.id(), shelf, row));
                        }
                    }
                }
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Number of values that are not deleted. */
    public long size() {
        lock.readLock().lock();
        try {
            return live;
        } finally {
            lock.readLock().unlock();
        }
    }

    public void clear() {
        lock.writeLock().lock();
        try {
            shelves.clear();
            live = 0;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
