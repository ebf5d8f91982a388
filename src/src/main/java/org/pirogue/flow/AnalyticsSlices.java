package org.pirogue.flow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.DataValue;

/** Gathers the numbers of one chunk into slices, and knows which items gave none. */
final class AnalyticsSlices {
    /** There is no data set at the source. */
    private static final String DATA_SET = "analytics";

    private final AnalyticsChunk chunk;
    private final Set<String> units;
    private final Set<String> periods;
    private final Map<SliceKey, TreeMap<Cell, String>> open = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long used;

    AnalyticsSlices(AnalyticsChunk chunk) {
        this.chunk = chunk;
        this.units = Set.copyOf(chunk.units());
        this.periods = Set.copyOf(chunk.periodIds());
    }

    /** @throws FlowException P559 for a number that nobody asked for, or that comes twice */
    void add(Iterator<DataValue> values) {
        values.forEachRemaining(this::add);
    }

    private void add(DataValue value) {
        Cell cell = chunk.scope().items().get(value.dataElement());
        if (cell == null || !units.contains(value.orgUnit()) || !periods.contains(value.period())) {
            throw strange(value, "was not asked for");
        }
        String unit = chunk.scope().unitCodes().get(value.orgUnit());
        SliceKey key = new SliceKey(DATA_SET, String.valueOf(unit), value.period(), "");
        String text = plain(String.valueOf(value.value()));
        if (open.computeIfAbsent(key, none -> new TreeMap<>()).put(cell, text) != null) {
            throw strange(value, "came twice");
        }
        seen.add(value.dataElement());
        used++;
    }

    private static FlowException strange(DataValue value, String what) {
        return new FlowException(
                "P559",
                "analytics gave item " + value.dataElement() + " of org unit " + value.orgUnit() + " in "
                        + value.period() + ", which " + what + ": nothing of this answer is taken");
    }

    /** Older servers write {@code 676.0}, which no whole-number element takes. */
    private static String plain(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException noNumber) {
            return text;
        }
    }

    /** Items of which the chunk holds nothing. */
    List<String> empty() {
        return chunk.items().stream().filter(item -> !seen.contains(item)).toList();
    }

    SliceBatch batch() {
        List<Slice> slices = new ArrayList<>();
        new TreeMap<>(open).forEach((key, cells) -> slices.add(new Slice(key, cells)));
        return new SliceBatch(
                chunk.chunk().envelope(), chunk.chunk().scope(), slices, new Tally(used, 0, 0, 0, 0, 0), said());
    }

    private List<Finding> said() {
        List<Finding> findings = new ArrayList<>();
        if (!chunk.newest()) {
            return findings;
        }
        String period = chunk.chunk().scope().period();
        SliceKey key = new SliceKey("", chunk.chunk().scope().orgUnits().first(), period, "");
        if (chunk.stale()) {
            findings.add(new Finding(
                    "P562",
                    key,
                    null,
                    null,
                    "",
                    "the analytics tables of the source are older than this flow allows (maxAgeHours):"
                            + " what was entered since is not in these numbers",
                    true));
        }
        chunk.scope().items().forEach((item, cell) -> {
            if (!chunk.evidence().seen(item)) {
                findings.add(new Finding(
                        "P563",
                        key,
                        cell,
                        null,
                        item,
                        "the source gives no value of it in any period of this run, for no org unit: nothing of it is"
                                + " taken for empty",
                        true));
            }
        });
        return findings;
    }
}
