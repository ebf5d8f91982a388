package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntLists;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/** Numbers for (data element, category option combo, attribute option combo). Guarded by the store's lock. */
final class Cells {
    private static final int BITS = 21;

    private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
    private final IntArrayList dataElements = new IntArrayList();
    private final IntArrayList optionCombos = new IntArrayList();
    private final IntArrayList attributeCombos = new IntArrayList();
    private final Int2ObjectOpenHashMap<IntArrayList> byDataElement = new Int2ObjectOpenHashMap<>();

    Cells() {
        numbers.defaultReturnValue(-1);
    }

    private static long key(int dataElement, int optionCombo, int attributeCombo) {
        return ((long) dataElement << BITS | optionCombo) << BITS | attributeCombo;
    }

    int find(int dataElement, int optionCombo, int attributeCombo) {
        return numbers.get(key(dataElement, optionCombo, attributeCombo));
    }

    int of(int dataElement, int optionCombo, int attributeCombo) {
        int next = dataElements.size();
        int known = numbers.putIfAbsent(key(dataElement, optionCombo, attributeCombo), next);
        if (known >= 0) {
            return known;
        }
        dataElements.add(dataElement);
        optionCombos.add(optionCombo);
        attributeCombos.add(attributeCombo);
        byDataElement.computeIfAbsent(dataElement, e -> new IntArrayList()).add(next);
        return next;
    }

    int dataElement(int cell) {
        return dataElements.getInt(cell);
    }

    int optionCombo(int cell) {
        return optionCombos.getInt(cell);
    }

    int attributeCombo(int cell) {
        return attributeCombos.getInt(cell);
    }

    IntList of(int dataElement) {
        IntArrayList known = byDataElement.get(dataElement);
        return known == null ? IntLists.EMPTY_LIST : known;
    }

    int size() {
        return dataElements.size();
    }
}
