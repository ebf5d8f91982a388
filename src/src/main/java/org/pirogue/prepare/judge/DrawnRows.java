package org.pirogue.prepare.judge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.prepare.table.Gathered;
import org.pirogue.prepare.table.Page;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.prepare.table.Scratch.Entry;

/** One table on its way through a draw: the units of a stratum come by their numbers, and get back into their order. */
final class DrawnRows implements Gathered.Step {
    /** No column has an empty name: here a row keeps its place in the table. */
    private static final String PLACE = "";

    private final Draw draw;
    private final Map<String, Long> sizes = new HashMap<>();
    private Scratch.@Nullable Heap units;
    private Scratch.@Nullable Heap strata;
    private Scratch.@Nullable Heap made;
    private @Nullable Iterator<Entry> giving;
    private long number;

    DrawnRows(Draw draw) {
        this.draw = draw;
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        units = scratch.heap();
        strata = scratch.heap();
        made = scratch.heap();
    }

    @Override
    public void take(Row row, Page page) {
        draw.stratum(row);
        Map<String, String> values = new HashMap<>(row.values());
        values.put(PLACE, Long.toString(++number));
        heap(strata).add(draw.group(row), draw.number(row).order(), new Row(row.place(), values));
        heap(units).add(draw.key(row), row);
        sizes.merge(draw.group(row), 1L, Long::sum);
    }

    @Override
    public void gathered(Page page) {
        refuseDoubles();
        String group = "";
        long rank = 0;
        for (Iterator<Entry> entries = heap(strata).grouped(); entries.hasNext(); ) {
            Entry entry = entries.next();
            rank = entry.group().equals(group) ? rank + 1 : 1;
            group = entry.group();
            Map<String, String> values = new HashMap<>(entry.row().values());
            long at = Long.parseLong(values.remove(PLACE));
            heap(made).add("", at, drawn(new Row(entry.row().place(), values), rank));
        }
        giving = heap(made).inOrder();
    }

    /** A unit that stands twice would have two chances. */
    private void refuseDoubles() {
        Entry last = null;
        for (Iterator<Entry> entries = heap(units).grouped(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (last != null && last.group().equals(entry.group())) {
                throw draw.problem(
                        "P813",
                        entry.row().place(),
                        "a unit stands twice in one draw, in " + last.row().place() + " and "
                                + entry.row().place(),
                        "group its rows before the draw, or name more columns under 'unit' or 'within'");
            }
            last = entry;
        }
    }

    private Row drawn(Row row, long rank) {
        Draw.Stratum stratum = draw.stratum(row);
        DrawNumber its = draw.number(row);
        boolean drawn =
                switch (stratum.way()) {
                    case ALL -> true;
                    case NONE -> false;
                    case PROBABILITY -> its.isBelow(stratum.amount());
                    case NUMBER, SHARE -> rank <= wanted(stratum, sizes.getOrDefault(draw.group(row), 0L));
                };
        Map<String, String> values = new HashMap<>(row.values());
        values.put("drawn", Boolean.toString(drawn));
        values.put("draw_number", its.shown());
        values.put("draw_rule", stratum.said());
        values.put("draw_seed", draw.seed(row));
        return new Row(row.place(), values);
    }

    /** A share is rounded up: of a stratum that is not empty one at least. */
    private static long wanted(Draw.Stratum stratum, long size) {
        BigDecimal wanted = stratum.way() == Draw.Way.NUMBER
                ? stratum.amount()
                : stratum.amount().multiply(BigDecimal.valueOf(size));
        return wanted.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    @Override
    public boolean give(Page page) {
        Iterator<Entry> entries = Objects.requireNonNull(giving);
        if (!entries.hasNext()) {
            return false;
        }
        page.row(entries.next().row());
        return true;
    }

    private static Scratch.Heap heap(Scratch.@Nullable Heap heap) {
        return Objects.requireNonNull(heap);
    }
}
