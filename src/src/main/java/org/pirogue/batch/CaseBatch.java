package org.pirogue.batch;

import java.util.List;

/**
 * A closed chunk as line list: every kept record that can count in one of the scope's target slices.
 *
 * @param scope the target slices that this chunk decides, whole
 * @param tally zero for a source that counted its records when it kept them
 */
public record CaseBatch(Envelope envelope, Scope scope, List<CaseRecord> cases, Tally tally) {
    public CaseBatch {
        cases = List.copyOf(cases);
    }
}
