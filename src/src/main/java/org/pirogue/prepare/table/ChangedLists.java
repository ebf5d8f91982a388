package org.pirogue.prepare.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.table.Scratch.Entry;

/** The changes of a list, year by year: both lists of a year are brought together on disk, thing by thing. */
public final class ChangedLists implements Iterator<Part> {
    private static final long OLDER = -1;
    private static final long BEFORE = 0;

    private final ListChanges rules;
    private final List<String> key;
    private final Scratch.Place place;
    private final Iterator<Year> years;
    private @Nullable Scratch scratch;
    private @Nullable Iterator<Entry> giving;
    private final Page page = new Page();

    /**
     * Two lists that are held against each other.
     *
     * @param since day of the one before, null where there is none
     * @param before null for the first list of all
     * @param older lists before that: what returns is known by them
     */
    public record Year(
            int year,
            @Nullable LocalDate since,
            @Nullable Supplier<Table> before,
            Supplier<Table> now,
            List<Supplier<Table>> older) {}

    public ChangedLists(ListChanges rules, List<String> key, List<Year> years, Scratch.Place place) {
        this.rules = rules;
        this.key = List.copyOf(key);
        this.place = place;
        this.years = years.iterator();
    }

    @Override
    public boolean hasNext() {
        while (!page.isFull() && (rows().hasNext() || years.hasNext())) {
            if (rows().hasNext()) {
                page.row(rows().next().row());
                page.moved(new Tally(1, 0, 0, 0, 0, 0));
            } else {
                compare(years.next());
            }
        }
        return page.hasSomething();
    }

    @Override
    public Part next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.taken();
    }

    private Iterator<Entry> rows() {
        return giving == null ? java.util.Collections.emptyIterator() : giving;
    }

    private void compare(Year year) {
        close();
        scratch = place.open();
        Scratch.Heap things = scratch.heap();
        Scratch.Heap made = scratch.heap();
        year.older().forEach(list -> add(things, list, OLDER));
        if (year.before() != null) {
            add(things, year.before(), BEFORE);
        }
        add(things, year.now(), 1);
        Thing thing = new Thing();
        for (Iterator<Entry> entries = things.grouped(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (!entry.group().equals(thing.group)) {
                tell(year, thing, made);
                thing = new Thing();
                thing.group = entry.group();
            }
            thing.take(entry);
        }
        tell(year, thing, made);
        giving = made.inOrder();
    }

    /** @param from number of the first row of the list; of a list that is only known to be there, each has the same */
    private void add(Scratch.Heap things, Supplier<Table> list, long from) {
        long number = from;
        try (Table table = list.get()) {
            for (Iterator<Part> parts = table.parts(); parts.hasNext(); ) {
                for (Row row : parts.next().rows()) {
                    things.add(thing(row), number, row);
                    number += from > 0 ? 1 : 0;
                }
            }
        }
    }

    private String thing(Row row) {
        return key.stream().map(row::value).collect(Collectors.joining("\u001f"));
    }

    private void tell(Year year, Thing thing, Scratch.Heap made) {
        Row known = thing.now == null ? thing.before : thing.now;
        if (known == null) {
            return;
        }
        List<ListChanges.Change> changes =
                year.before() == null ? rules.first(known) : rules.between(thing.before, thing.now, thing.stood);
        for (ListChanges.Change change : changes) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("year", String.valueOf(year.year()));
            values.put("since", year.since() == null ? "" : year.since().toString());
            values.put("change", change.kind());
            List<String> columns = new ArrayList<>(key);
            columns.addAll(rules.show());
            columns.forEach(column -> values.put(column, known.value(column)));
            values.put("before", change.before());
            values.put("after", change.after());
            values.values().removeIf(String::isEmpty);
            made.add("", thing.number * 100 + change.at(), new Row(known.place(), values));
        }
    }

    /** Gives back what is open. */
    public void close() {
        if (scratch != null) {
            scratch.close();
            scratch = null;
            giving = null;
        }
    }

    /** One thing in all lists that it stands in. */
    private static final class Thing {
        private String group = "";
        private boolean stood;
        private @Nullable Row before;
        private @Nullable Row now;
        private long number;

        void take(Entry entry) {
            if (entry.number() == OLDER) {
                stood = true;
            } else if (entry.number() == BEFORE) {
                before = entry.row();
            } else {
                now = entry.row();
                number = entry.number();
            }
        }
    }
}
