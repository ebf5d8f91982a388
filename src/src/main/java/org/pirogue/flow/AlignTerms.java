package org.pirogue.flow;

import java.util.Map;
import org.pirogue.prepare.align.AlignmentRules;

/** The parameters of {@code align-org-units-action}: the source plans its chunks by the same as the step works by. */
public record AlignTerms(String connection, String by, String attribute, String words, String review, int rollUpTo) {
    public static AlignTerms of(Flow.Step step) {
        Map<String, String> said = step.parameters();
        return new AlignTerms(
                step.parameter("connection"),
                said.getOrDefault("by", "code,name"),
                said.getOrDefault("attribute", ""),
                said.getOrDefault("words", ""),
                said.getOrDefault("review", "org-units.csv"),
                step.whole("rollUpTo", 0));
    }

    public AlignmentRules rules() {
        return AlignmentRules.of(by, attribute, words, rollUpTo);
    }
}
