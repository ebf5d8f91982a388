package org.pirogue.prepare.table;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.table.Deduplication.Merge;
import org.pirogue.prepare.table.Scratch.Entry;

/** One table on its way through a deduplication: rows are grouped on disk, and what stays gets back into its order there. */
final class Deduplicating implements Gathered.Step {
    private static final String DOUBLE = "P663";
    private static final int MOST_LISTED = 1_000;

    private final List<KeyColumn> by;
    private final Comparator<Entry> ranking;
    private final Merge merge;
    private Scratch.@Nullable Heap rows;
    private Scratch.@Nullable Heap kept;
    private @Nullable Iterator<Entry> giving;
    private long number;
    private long doubles;
    private int listed;

    Deduplicating(List<KeyColumn> by, Comparator<Entry> ranking, Merge merge) {
        this.by = by;
        this.ranking = ranking;
        this.merge = merge;
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        rows = scratch.heap();
        kept = scratch.heap();
    }

    @Override
    public void take(Row row, Page page) {
        number++;
        Optional<String> key = KeyColumn.key(by, row);
        if (key.isPresent()) {
            rows.add(key.get(), number, row);
        } else {
            kept.add("", number, row);
        }
    }

    @Override
    public void gathered(Page page) {
        Doubles some = null;
        for (Iterator<Entry> entries = rows.grouped(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (some != null && some.takes(entry)) {
                some.take(entry);
            } else {
                keep(some, page);
                some = new Doubles(entry, ranking, merge, MOST_LISTED - listed);
            }
        }
        keep(some, page);
        page.moved(new Tally(-doubles, 0, 0, 0, doubles, 0));
        if (doubles > listed) {
            page.told(
                    DOUBLE,
                    "",
                    doubles + " rows were doubles of others and left out: only " + listed + " of them are listed");
        }
        giving = kept.inOrder();
    }

    private void keep(@Nullable Doubles some, Page page) {
        if (some == null) {
            return;
        }
        Row row = some.kept();
        kept.add("", some.number(), row);
        doubles += some.others();
        listed += some.places().size();
        some.places()
                .forEach(place -> page.told(
                        DOUBLE, place, "the row is a double of " + row.place() + ", which was kept, and was left out"));
    }

    @Override
    public boolean give(Page page) {
        if (!giving.hasNext()) {
            return false;
        }
        page.row(giving.next().row());
        return true;
    }
}
