package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.pirogue.batch.Row;
import org.pirogue.prepare.table.Scratch.Entry;

/** A row of the other table that has the key of a row of this one, and whether it came to match any. */
final class Candidate {
    private final Entry entry;
    private boolean matched;

    Candidate(Entry entry) {
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    boolean isMatched() {
        return matched;
    }

    /** Those that belong to a row, the nearest first and of the same distance in their order; they are matched then. */
    static List<Row> of(Row left, List<Candidate> all, JoinTerms terms) {
        record Near(Candidate candidate, long days) {}
        List<Near> near = new ArrayList<>();
        for (Candidate each : all) {
            OptionalLong days = terms.window().distance(left, each.entry.row());
            days.ifPresent(distance -> near.add(new Near(each, distance)));
        }
        near.forEach(each -> each.candidate.matched = true);
        if (terms.several() == JoinTerms.Several.NEAREST) {
            near.sort(Comparator.comparingLong(Near::days));
        }
        return near.stream().map(each -> each.candidate.entry.row()).toList();
    }
}
