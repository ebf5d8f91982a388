package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;

/** Whether two rows of a payload mean the same value. */
final class Keys {
    private final Decoded decoded;

    Keys(Decoded decoded) {
        this.decoded = decoded;
    }

    /** The first row whose key stood before; -1 when all differ. */
    int firstRepeated() {
        Long2IntOpenHashMap cells = new Long2IntOpenHashMap();
        LongOpenHashSet seen = new LongOpenHashSet(decoded.size());
        for (int row = 0; row < decoded.size(); row++) {
            long combos = (long) decoded.dataElement()[row] << 42
                    | (long) (decoded.optionCombo()[row] + 1) << 21
                    | (decoded.attributeCombo()[row] + 1);
            int next = cells.size() + 1;
            int known = cells.putIfAbsent(combos, next);
            long cell = known == 0 ? next : known;
            if (!seen.add(cell << 42 | (long) decoded.orgUnit()[row] << 21 | decoded.period()[row])) {
                return row;
            }
        }
        return -1;
    }

    boolean same(int row, int other) {
        return decoded.dataElement()[row] == decoded.dataElement()[other]
                && decoded.orgUnit()[row] == decoded.orgUnit()[other]
                && decoded.period()[row] == decoded.period()[other]
                && decoded.optionCombo()[row] == decoded.optionCombo()[other]
                && decoded.attributeCombo()[row] == decoded.attributeCombo()[other];
    }
}
