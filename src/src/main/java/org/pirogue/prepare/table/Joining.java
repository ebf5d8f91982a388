package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.JoinTerms.Several;
import org.pirogue.prepare.table.Scratch.Entry;

/**
 * One table on its way through a join: both sides are sorted by key on disk and walked side by side; what comes of it gets
 * back into the order of this table.
 */
final class Joining implements Gathered.Step {
    private static final String NO_MATCH = "P664";
    private static final String SEVERAL = "P665";
    private static final String UNMATCHED_RIGHT = "P666";
    private static final String TOO_MANY = "P668";
    /** Rows of the other table that may have one key: they are in memory while rows of this one have it. */
    private static final int MOST_OF_A_KEY = 10_000;

    private static final int MOST_LISTED = 100;
    /** No column has such a name: in its place stands why the row goes no further. */
    private static final String WHY = "\0why";

    private final JoinTerms terms;
    private final Lookup other;
    private final Unmatched unmatched = new Unmatched();
    private Scratch.@Nullable Heap left;
    private Scratch.@Nullable Heap right;
    private Scratch.@Nullable Heap joined;
    private @Nullable Iterator<Entry> giving;
    private long number;
    private long rightNumber;

    Joining(JoinTerms terms, Lookup other) {
        this.terms = terms;
        this.other = other;
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        left = scratch.heap();
        right = scratch.heap();
        joined = scratch.heap();
        long unread = 0;
        try (Table table = other.open()) {
            for (Iterator<Part> parts = table.parts(); parts.hasNext(); ) {
                Part part = parts.next();
                part.rows().forEach(this::takeRight);
                for (Finding finding : part.findings()) {
                    if (++unread <= MOST_LISTED) {
                        page.told(finding.code(), finding.place(), finding.text());
                    }
                }
            }
        }
        if (unread > MOST_LISTED) {
            page.told(UNMATCHED_RIGHT, other.name(), unread + " of its rows could not be looked at");
        }
    }

    private void takeRight(Row row) {
        rightNumber++;
        Optional<String> key = KeyColumn.key(terms.right(), row);
        if (key.isPresent()) {
            right.add(key.get(), rightNumber, row);
        } else {
            unmatched.add(rightNumber, row.place());
        }
    }

    @Override
    public void take(Row row, Page page) {
        number++;
        Optional<String> key = KeyColumn.key(terms.left(), row);
        if (key.isPresent()) {
            left.add(key.get(), number, row);
        } else {
            join(number, row, List.of());
        }
    }

    @Override
    public void gathered(Page page) {
        Groups lefts = new Groups(left.grouped());
        Groups rights = new Groups(right.grouped());
        while (lefts.hasNext()) {
            String group = lefts.group();
            while (rights.hasNext() && rights.group().compareTo(group) < 0) {
                unmatched(rights.next());
            }
            List<Candidate> candidates = candidates(rights, group);
            while (lefts.isAt(group)) {
                Entry entry = lefts.next();
                join(entry.number(), entry.row(), Candidate.of(entry.row(), candidates, terms));
            }
            candidates.stream().filter(each -> !each.isMatched()).forEach(each -> unmatched(each.entry()));
        }
        while (rights.hasNext()) {
            unmatched(rights.next());
        }
        if (unmatched.count() > 0) {
            page.told(
                    UNMATCHED_RIGHT,
                    other.name(),
                    unmatched.count() + " of its rows belong to no row of this table: " + unmatched.places());
        }
        giving = joined.inOrder();
    }

    private List<Candidate> candidates(Groups rights, String group) {
        List<Candidate> candidates = new ArrayList<>();
        while (rights.isAt(group)) {
            candidates.add(new Candidate(rights.next()));
            if (candidates.size() > MOST_OF_A_KEY) {
                throw new Problems(List.of(new Problem(
                        TOO_MANY,
                        candidates.get(0).entry().row().place(),
                        null,
                        "more than " + MOST_OF_A_KEY + " rows of " + other.name() + " have the key of this one",
                        "join by more columns, or deduplicate that table")));
            }
        }
        return candidates;
    }

    private void unmatched(Entry entry) {
        unmatched.add(entry.number(), entry.row().place());
    }

    private void join(long at, Row row, List<Row> matches) {
        long place = at * (MOST_OF_A_KEY + 1L);
        if (matches.isEmpty()) {
            joined.add("", place, terms.unmatchedLeft() == JoinTerms.UnmatchedLeft.KEEP ? row : because(row, NO_MATCH));
        } else if (matches.size() > 1 && terms.several() == Several.ERROR) {
            joined.add("", place, because(row, SEVERAL));
        } else {
            int most = terms.several() == Several.ALL ? matches.size() : 1;
            for (int i = 0; i < most; i++) {
                joined.add("", place + i, with(row, matches.get(i)));
            }
        }
    }

    private Row with(Row row, Row match) {
        Map<String, String> values = new HashMap<>(row.values());
        terms.take().forEach((name, as) -> {
            String value = match.value(name);
            if (!value.isEmpty()) {
                values.put(as, value);
            }
        });
        return new Row(row.place(), values);
    }

    private static Row because(Row row, String code) {
        return new Row(row.place(), Map.of(WHY, code));
    }

    @Override
    public boolean give(Page page) {
        if (!giving.hasNext()) {
            return false;
        }
        Row row = giving.next().row();
        switch (row.value(WHY)) {
            case NO_MATCH -> noMatch(row, page);
            case SEVERAL -> {
                page.moved(new Tally(-1, 0, 0, 1, 0, 0));
                page.refused(SEVERAL, row.place(), "several rows of " + other.name() + " belong to this row");
            }
            default -> page.row(row);
        }
        return true;
    }

    private void noMatch(Row row, Page page) {
        if (terms.unmatchedLeft() == JoinTerms.UnmatchedLeft.DROP) {
            page.moved(new Tally(-1, 1, 0, 0, 0, 0));
        } else {
            page.moved(new Tally(-1, 0, 1, 0, 0, 0));
            page.refused(NO_MATCH, row.place(), "no row of " + other.name() + " belongs to this row");
        }
    }
}
