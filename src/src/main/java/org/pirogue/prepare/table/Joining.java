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
 * One table on its way through a join. Where the other table is small its rows are looked up in memory while this one goes by;
 * otherwise both sides are sorted by key on disk and walked side by side, and what comes of it gets back into the order of
 * this table.
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
    private @Nullable SmallSide small;
    private Scratch.@Nullable Heap left;
    private Scratch.@Nullable Heap right;
    private Scratch.@Nullable Heap joined;
    private @Nullable Iterator<Entry> giving;
    private long number;
    private long rightNumber;

    /** @param most bytes that rows of the other table may take in memory */
    Joining(JoinTerms terms, Lookup other, long most) {
        this.terms = terms;
        this.other = other;
        this.small = new SmallSide(most);
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        long unread = 0;
        try (Table table = other.open()) {
            for (Iterator<Part> parts = table.parts(); parts.hasNext(); ) {
                Part part = parts.next();
                part.rows().forEach(row -> takeRight(row, scratch));
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

    private void takeRight(Row row, Scratch scratch) {
        rightNumber++;
        Optional<String> key = KeyColumn.key(terms.right(), row);
        if (key.isEmpty()) {
            unmatched.add(rightNumber, row.place());
        } else if (small == null) {
            right.add(key.get(), rightNumber, row);
        } else if (!small.add(key.get(), rightNumber, row)) {
            sortOnDisk(scratch);
        }
    }

    private void sortOnDisk(Scratch scratch) {
        left = scratch.heap();
        right = scratch.heap();
        joined = scratch.heap();
        small.each(each -> right.add(
                each.entry().group(), each.entry().number(), each.entry().row()));
        small = null;
    }

    @Override
    public void take(Row row, Page page) {
        number++;
        Optional<String> key = KeyColumn.key(terms.left(), row);
        if (small != null) {
            List<Candidate> candidates = key.map(small::of).orElse(List.of());
            refuseTooMany(candidates);
            joined(row, Candidate.of(row, candidates, terms)).forEach(each -> given(each, page));
        } else if (key.isPresent()) {
            left.add(key.get(), number, row);
        } else {
            keep(number, row, List.of());
        }
    }

    @Override
    public void gathered(Page page) {
        if (small == null) {
            walk();
            giving = joined.inOrder();
        } else {
            small.each(this::unmatched);
        }
        if (unmatched.count() > 0) {
            page.told(
                    UNMATCHED_RIGHT,
                    other.name(),
                    unmatched.count() + " of its rows belong to no row of this table: " + unmatched.places());
        }
    }

    private void walk() {
        Groups lefts = new Groups(left.grouped());
        Groups rights = new Groups(right.grouped());
        while (lefts.hasNext()) {
            String group = lefts.group();
            while (rights.hasNext() && rights.group().compareTo(group) < 0) {
                unmatched(new Candidate(rights.next()));
            }
            List<Candidate> candidates = candidates(rights, group);
            while (lefts.isAt(group)) {
                Entry entry = lefts.next();
                keep(entry.number(), entry.row(), Candidate.of(entry.row(), candidates, terms));
            }
            candidates.forEach(this::unmatched);
        }
        while (rights.hasNext()) {
            unmatched(new Candidate(rights.next()));
        }
    }

    private List<Candidate> candidates(Groups rights, String group) {
        List<Candidate> candidates = new ArrayList<>();
        while (rights.isAt(group)) {
            candidates.add(new Candidate(rights.next()));
            refuseTooMany(candidates);
        }
        return candidates;
    }

    private void refuseTooMany(List<Candidate> candidates) {
        if (candidates.size() > MOST_OF_A_KEY) {
            throw new Problems(List.of(new Problem(
                    TOO_MANY,
                    candidates.get(0).entry().row().place(),
                    null,
                    "more than " + MOST_OF_A_KEY + " rows of " + other.name() + " have the key of this one",
                    "join by more columns, or deduplicate that table")));
        }
    }

    private void unmatched(Candidate candidate) {
        if (!candidate.isMatched()) {
            unmatched.add(candidate.entry().number(), candidate.entry().row().place());
        }
    }

    private void keep(long at, Row row, List<Row> matches) {
        long place = at * (MOST_OF_A_KEY + 1L);
        for (Row each : joined(row, matches)) {
            joined.add("", place++, each);
        }
    }

    private List<Row> joined(Row row, List<Row> matches) {
        if (matches.isEmpty()) {
            return List.of(terms.unmatchedLeft() == JoinTerms.UnmatchedLeft.KEEP ? row : because(row, NO_MATCH));
        }
        if (matches.size() > 1 && terms.several() == Several.ERROR) {
            return List.of(because(row, SEVERAL));
        }
        int most = terms.several() == Several.ALL ? matches.size() : 1;
        return matches.subList(0, most).stream().map(match -> with(row, match)).toList();
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
        if (giving == null || !giving.hasNext()) {
            return false;
        }
        given(giving.next().row(), page);
        return true;
    }

    private void given(Row row, Page page) {
        switch (row.value(WHY)) {
            case NO_MATCH -> noMatch(row, page);
            case SEVERAL -> {
                page.moved(new Tally(-1, 0, 0, 1, 0, 0));
                page.refused(SEVERAL, row.place(), "several rows of " + other.name() + " belong to this row");
            }
            default -> page.row(row);
        }
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
