package org.pirogue.sandbox.values;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.MetadataStore;

/**
 * Names everything in a payload by UID. What cannot be named stops the whole payload in 2.43: {@link Undecodable}; UIDs
 * themselves are not looked up here.
 */
final class Decoder {
    /** The one conflict that is answered then; its index is -1, whichever value it was. */
    static final class Undecodable extends RuntimeException {
        final Conflict conflict;

        Undecodable(String code, String args, String text) {
            super(text, null, false, false);
            this.conflict = Conflict.of(code, args, text, List.of(-1));
        }
    }

    private static final int UNKNOWN = 0;

    private final MetadataStore metadata;
    private final Names names;
    private final Payload payload;
    private final IdScheme.Set schemes;
    private final @Nullable String dataSet;
    private final Map<String, Map<String, String>> comboByOptions = new HashMap<>();

    private Decoder(MetadataStore metadata, Names names, Payload payload, ImportOptions options) {
        this.metadata = metadata;
        this.names = names;
        this.payload = payload;
        this.schemes = options.schemes();
        payload.schemes.forEach(schemes::put);
        String set = payload.dataSet != null ? payload.dataSet : options.dataSet();
        this.dataSet = set == null ? null : dataSet(set);
    }

    static Decoded decode(MetadataStore metadata, Names names, Payload payload, ImportOptions options) {
        return new Decoder(metadata, names, payload, options).decode();
    }

    private String dataSet(String name) {
        return schemes.get("dataSetIdScheme")
                .uid(metadata, "dataSets", name)
                .orElseThrow(() -> new Undecodable("E8100", name, "Data set not found: `" + name + "`"));
    }

    private Decoded decode() {
        int rows = payload.size();
        int headUnit = head(payload.headOrgUnit);
        int headPeriod = head(payload.headPeriod);
        int headAttribute = head(payload.headAttributeCombo);
        int[] elements = new int[payload.texts.size()];
        int[] units = new int[payload.texts.size()];
        int[] combos = new int[payload.texts.size()];
        int[] attributes = new int[payload.texts.size()];
        int[] dataElement = new int[rows];
        int[] orgUnit = new int[rows];
        int[] period = new int[rows];
        int[] optionCombo = new int[rows];
        int[] attributeCombo = new int[rows];
        for (int row = 0; row < rows; row++) {
            dataElement[row] = dataElement(row, payload.dataElement.getInt(row), elements);
            orgUnit[row] = orgUnit(row, given(payload.orgUnit.getInt(row), headUnit), units);
            period[row] = period(row, given(payload.period.getInt(row), headPeriod));
            optionCombo[row] = optionCombo(row, payload.optionCombo.getInt(row), combos);
            attributeCombo[row] =
                    attributeCombo(row, given(payload.attributeCombo.getInt(row), headAttribute), attributes);
        }
        return new Decoded(
                payload, dataSet, dataElement, orgUnit, period, optionCombo, attributeCombo, periods(period));
    }

    private int head(@Nullable String text) {
        return text == null ? Payload.ABSENT : payload.texts.of(text);
    }

    private static int given(int own, int head) {
        return own == Payload.ABSENT ? head : own;
    }

    private @Nullable Period[] periods(int[] used) {
        @Nullable Period[] periods = new Period[payload.texts.size()];
        boolean[] seen = new boolean[periods.length];
        for (int text : used) {
            if (!seen[text]) {
                seen[text] = true;
                periods[text] = Period.parse(payload.texts.get(text)).orElse(null);
            }
        }
        return periods;
    }

    private int dataElement(int row, int text, int[] known) {
        if (text == Payload.ABSENT) {
            throw notDefined("E8102", "data element", row);
        }
        return resolved(text, known, row, "E8103", "data element", "dataElementIdScheme", "dataElements");
    }

    private int orgUnit(int row, int text, int[] known) {
        if (text == Payload.ABSENT) {
            throw notDefined("E8105", "org unit", row);
        }
        return resolved(text, known, row, "E8107", "org unit", "orgUnitIdScheme", "organisationUnits");
    }

    private int period(int row, int text) {
        if (text == Payload.ABSENT) {
            throw notDefined("E8104", "period", row);
        }
        return text;
    }

    private int optionCombo(int row, int text, int[] known) {
        if (text == Payload.ABSENT) {
            return -1;
        }
        SortedMap<String, String> byCategory = payload.options.get(text);
        if (byCategory != null) {
            return byOptions(row, text, byCategory, known);
        }
        String scheme = "categoryOptionComboIdScheme";
        return resolved(text, known, row, "E8108", "category option combo", scheme, "categoryOptionCombos");
    }

    private int attributeCombo(int row, int text, int[] known) {
        if (text == Payload.ABSENT) {
            return -1;
        }
        SortedMap<String, String> byCategory = payload.options.get(text);
        if (byCategory != null) {
            return byOptions(row, text, byCategory, known);
        }
        String scheme = "attributeOptionComboIdScheme";
        return resolved(text, known, row, "E8110", "attribute option combo", scheme, "categoryOptionCombos");
    }

    private int resolved(int text, int[] known, int row, String code, String what, String scheme, String type) {
        if (known[text] == UNKNOWN) {
            String name = payload.texts.get(text);
            String uid = schemes.get(scheme)
                    .uid(metadata, type, name)
                    .orElseThrow(() -> new Undecodable(
                            code, row + "-" + name, "Value #" + row + " " + what + " not found: `" + name + "`"));
            known[text] = names.of(uid) + 1;
        }
        return known[text] - 1;
    }

    private int byOptions(int row, int text, SortedMap<String, String> byCategory, int[] known) {
        if (dataSet == null) {
            throw new Undecodable(
                    "E8101",
                    row + "-" + byCategory,
                    "Value #" + row + " data set is required to decode category options: `" + byCategory + "`");
        }
        if (known[text] == UNKNOWN) {
            Map<String, String> options = new TreeMap<>();
            byCategory.forEach((category, option) -> options.put(
                    uid("categoryIdScheme", "categories", category).orElse(category),
                    uid("categoryOptionIdScheme", "categoryOptions", option).orElse(option)));
            String combo = combos().get(options.toString());
            if (combo == null) {
                throw new Undecodable(
                        "E8109",
                        row + "-" + byCategory,
                        "Value #" + row + " category option combo not found for category options: `" + byCategory
                                + "`");
            }
            known[text] = names.of(combo) + 1;
        }
        return known[text] - 1;
    }

    private Optional<String> uid(String scheme, String type, String name) {
        return schemes.get(scheme).uid(metadata, type, name);
    }

    private Map<String, String> combos() {
        return comboByOptions.computeIfAbsent("", k -> OptionCombos.byOptions(metadata));
    }

    private Undecodable notDefined(String code, String what, int row) {
        String input = payload.input(row);
        return new Undecodable(
                code,
                row + "-" + input,
                "Value #" + row + " " + what + " not defined in group or value: `" + input + "`");
    }
}
