package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.booleans.BooleanArrayList;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A data value set as it was sent: texts by number, nothing decoded. -1 stands for "not given". */
final class Payload {
    static final int ABSENT = -1;

    final Texts texts = new Texts();
    final Map<String, String> schemes = new HashMap<>();
    /** Category options by category, by the number that stands in their place in a combo's column. */
    final Int2ObjectOpenHashMap<SortedMap<String, String>> options = new Int2ObjectOpenHashMap<>();

    final IntArrayList dataElement = new IntArrayList();
    final IntArrayList orgUnit = new IntArrayList();
    final IntArrayList period = new IntArrayList();
    final IntArrayList optionCombo = new IntArrayList();
    final IntArrayList attributeCombo = new IntArrayList();
    /** A small number as itself; below -1: {@code -2 - number} of the text in {@link #longValues}. */
    final IntArrayList value = new IntArrayList();

    final List<String> longValues = new ArrayList<>();
    final BooleanArrayList deleted = new BooleanArrayList();
    final Int2ObjectOpenHashMap<Shelf.Extra> extras = new Int2ObjectOpenHashMap<>();

    @Nullable
    String dataSet;

    @Nullable
    String headPeriod;

    @Nullable
    String headOrgUnit;

    @Nullable
    String headAttributeCombo;

    @Nullable
    String completeDate;

    int size() {
        return value.size();
    }

    @Nullable
    String text(IntArrayList column, int row, @Nullable String head) {
        int number = column.getInt(row);
        return number == ABSENT ? head : texts.get(number);
    }

    @Nullable
    String valueText(int row) {
        int code = value.getInt(row);
        if (code == ABSENT) {
            return null;
        }
        return code >= 0 ? Integer.toString(code) : longValues.get(-2 - code);
    }

    /** Adds a row; numbers of {@link #texts}. */
    void add(
            int dataElement, int orgUnit, int period, int optionCombo, int attributeCombo, int value, boolean deleted) {
        this.dataElement.add(dataElement);
        this.orgUnit.add(orgUnit);
        this.period.add(period);
        this.optionCombo.add(optionCombo);
        this.attributeCombo.add(attributeCombo);
        this.value.add(value);
        this.deleted.add(deleted);
    }

    int longValue(String text) {
        longValues.add(text);
        return -1 - longValues.size();
    }

    int options(SortedMap<String, String> byCategory) {
        int number = texts.of("options:" + byCategory);
        options.put(number, byCategory);
        return number;
    }

    /** How DHIS2 prints a value that it cannot place. */
    String input(int row) {
        Shelf.Extra extra = extras.get(row);
        return "Input[dataElement=" + text(dataElement, row, null) + ", orgUnit=" + text(orgUnit, row, null)
                + ", categoryOptionCombo=" + text(optionCombo, row, null)
                + ", categoryOptions=null, attributeOptionCombo=" + text(attributeCombo, row, null)
                + ", attributeCombo=null, attributeOptions=null, period=" + text(period, row, null) + ", value="
                + valueText(row) + ", comment=" + (extra == null ? null : extra.comment()) + ", followUp="
                + (extra == null || !extra.followUp() ? null : true) + ", deleted="
                + (deleted.getBoolean(row) ? true : null) + "]";
    }
}
