package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one period, as columns. A row, once added, keeps its number. Guarded by the store's lock. */
final class Shelf {
    /** Comment and follow-up mark, which few values have. */
    record Extra(@Nullable String comment, boolean followUp) {}

    private final Long2IntOpenHashMap rows = new Long2IntOpenHashMap();
    private final Int2ObjectOpenHashMap<Extra> extras = new Int2ObjectOpenHashMap<>();
    private int size;
    private int[] orgUnit = new int[16];
    private int[] cell = new int[16];
    private int[] value = new int[16];
    private int[] created = new int[16];
    private int[] updated = new int[16];
    private short[] storedBy = new short[16];
    private boolean[] deleted = new boolean[16];

    Shelf() {
        rows.defaultReturnValue(-1);
    }

    private static long key(int orgUnit, int cell) {
        return (long) orgUnit << 32 | cell;
    }

    int size() {
        return size;
    }

    /** -1 when there is none. */
    int row(int orgUnit, int cell) {
        return rows.get(key(orgUnit, cell));
    }

    /** The row of this key, added when there was none: then its value is {@link ValueCodes#NONE}. */
    int rowFor(int orgUnit, int cell, int created) {
        int row = rows.putIfAbsent(key(orgUnit, cell), size);
        if (row >= 0) {
            return row;
        }
        if (size == value.length) {
            grow();
        }
        this.orgUnit[size] = orgUnit;
        this.cell[size] = cell;
        this.value[size] = ValueCodes.NONE;
        this.created[size] = created;
        return size++;
    }

    private void grow() {
        int length = size + (size >> 1);
        orgUnit = Arrays.copyOf(orgUnit, length);
        cell = Arrays.copyOf(cell, length);
        value = Arrays.copyOf(value, length);
        created = Arrays.copyOf(created, length);
        updated = Arrays.copyOf(updated, length);
        storedBy = Arrays.copyOf(storedBy, length);
        deleted = Arrays.copyOf(deleted, length);
    }

    void set(int row, int value, int updated, int storedBy, boolean deleted) {
        this.value[row] = value;
        this.updated[row] = updated;
        this.storedBy[row] = (short) storedBy;
        this.deleted[row] = deleted;
    }

    void extra(int row, @Nullable Extra extra) {
        if (extra != null) {
            extras.put(row, extra);
        } else if (!extras.isEmpty()) {
            extras.remove(row);
        }
    }

    @Nullable
    Extra extra(int row) {
        return extras.isEmpty() ? null : extras.get(row);
    }

    int orgUnit(int row) {
        return orgUnit[row];
    }

    int cell(int row) {
        return cell[row];
    }

    int value(int row) {
        return value[row];
    }

    int created(int row) {
        return created[row];
    }

    int updated(int row) {
        return updated[row];
    }

    int storedBy(int row) {
        return storedBy[row];
    }

    boolean deleted(int row) {
        return deleted[row];
    }
}
