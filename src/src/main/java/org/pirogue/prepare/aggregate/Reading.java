package org.pirogue.prepare.aggregate;

import java.util.List;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Tally;

/**
 * What became of one record when it was read.
 *
 * @param tally each event of the record once
 * @param findings of the invalid events, and of dates of the record that are no dates
 */
public record Reading(Tally tally, List<Finding> findings) {
    public Reading {
        findings = List.copyOf(findings);
    }
}
