package org.pirogue.prepare.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.Anonymity.Below;
import org.pirogue.prepare.table.Scratch.Entry;

/**
 * One table on its way through a check of anonymity. Rows that say the same of what an outsider may know are a class; a class
 * that is too small goes on to the next way of its columns, where it is held against the others that came so far, or is
 * suppressed. Classes come in an order that tells nothing. A class is counted by a first look and given by a second one, so that
 * none is in memory.
 */
final class Hiding implements Gathered.Step {
    private static final String REFUSED = "P670";
    private static final String REPORT = "P671";
    /** Nobody hides behind another writing of the own number. */
    private static final Set<Normal> SAME_PERSON = Normal.set(List.of(Normal.CASE, Normal.PUNCTUATION, Normal.SPACES));

    private final Anonymity anonymity;
    private final Release release;
    private @Nullable Scratch scratch;
    private Scratch.@Nullable Heap rows;
    private Scratch.@Nullable Heap next;
    private @Nullable Groups counting;
    private @Nullable Groups giving;
    private int level;
    private @Nullable String group;
    private boolean enough;
    private long smallest = Long.MAX_VALUE;
    private long suppressed;
    private long generalised;
    private boolean told;

    /** @param persons and values are counted no further than is asked, rows to the end */
    private record Size(long rows, int persons, int values) {}

    Hiding(Anonymity anonymity, Release release) {
        this.anonymity = anonymity;
        this.release = release;
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        this.scratch = scratch;
        rows = scratch.heap();
    }

    @Override
    public void take(Row row, Page page) {
        rows.add(key(row), row);
    }

    private String key(Row row) {
        return anonymity.quasiIdentifiers().stream()
                .map(column -> release.value(row, column, level).replace('\u001f', ' '))
                .collect(Collectors.joining("\u001f"));
    }

    @Override
    public void gathered(Page page) {
        if (anonymity.below() == Below.REFUSE) {
            refuse();
        }
        begin(rows);
    }

    private void begin(Scratch.Heap heap) {
        counting = new Groups(heap.grouped());
        giving = new Groups(heap.grouped());
        next = null;
    }

    /** Before anything is given away. */
    private void refuse() {
        long classes = 0;
        long few = 0;
        for (Groups all = new Groups(rows.grouped()); all.hasNext(); ) {
            Size size = size(all);
            if (!isEnough(size)) {
                classes++;
                few += size.rows();
            }
        }
        if (classes > 0) {
            throw new Problems(List.of(new Problem(
                    REFUSED,
                    release.place(),
                    null,
                    few + " rows in " + classes + " classes are not hidden among " + anonymity.k() + " persons"
                            + (anonymity.l() > 1 ? " with " + anonymity.l() + " values of what is sensitive" : ""),
                    "generalise further, or let them be suppressed")));
        }
    }

    private Size size(Groups all) {
        String of = all.group();
        long count = 0;
        Set<String> persons = new HashSet<>();
        Set<String> values = new HashSet<>();
        while (all.isAt(of)) {
            Entry entry = all.next();
            count++;
            // Without a person's name a row may be of anyone, also of one who was counted: it adds nobody.
            some(persons, person(entry.row(), count), anonymity.k());
            some(
                    values,
                    anonymity.sensitive().isEmpty() ? "" : entry.row().value(anonymity.sensitive()),
                    anonymity.l());
        }
        return new Size(count, persons.size(), values.size());
    }

    private String person(Row row, long count) {
        return anonymity.person().isEmpty()
                ? String.valueOf(count)
                : Normal.of(row.value(anonymity.person()), SAME_PERSON);
    }

    private static void some(Set<String> set, String value, int most) {
        if (set.size() < most && !value.isEmpty()) {
            set.add(value);
        }
    }

    private boolean isEnough(Size size) {
        return size.persons() >= anonymity.k() && (anonymity.l() == 1 || size.values() >= anonymity.l());
    }

    @Override
    public boolean give(Page page) {
        if (group != null && giving.isAt(group)) {
            one(giving.next(), page);
            return true;
        }
        if (counting.hasNext()) {
            group = counting.group();
            Size size = size(counting);
            enough = isEnough(size);
            if (enough) {
                smallest = Math.min(smallest, size.rows());
            }
            return true;
        }
        if (next != null) {
            group = null;
            level++;
            begin(next);
            return true;
        }
        tell(page);
        return false;
    }

    private void one(Entry entry, Page page) {
        if (enough) {
            page.row(release.released(entry.row(), level));
        } else if (anonymity.below() == Below.GENERALISE && level + 1 < release.levels()) {
            again(entry);
        } else {
            suppressed++;
            page.moved(new Tally(-1, 0, 0, 0, 0, 1));
        }
    }

    private void again(Entry entry) {
        if (next == null) {
            next = scratch.heap();
        }
        generalised++;
        level++;
        next.add(key(entry.row()), entry.number(), entry.row());
        level--;
    }

    private void tell(Page page) {
        if (told) {
            return;
        }
        told = true;
        release.tell(page);
        page.told(
                REPORT,
                release.place(),
                "smallest class: " + (smallest == Long.MAX_VALUE ? 0 : smallest) + " rows, asked " + anonymity.k()
                        + " persons; " + suppressed + " rows were suppressed"
                        + (generalised > 0 ? ", " + generalised + " times a row was generalised further" : ""));
    }
}
