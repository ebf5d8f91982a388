package org.pirogue.cli;

import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.RejectCalls;
import picocli.CommandLine.Option;

/** Which rejects are meant. */
final class RejectFilterOptions {
    @Option(names = "--run", paramLabel = "RUN", descriptionKey = "option.run")
    @Nullable
    String run;

    @Option(names = "--flow", paramLabel = "FLOW", descriptionKey = "option.flow")
    @Nullable
    String flow;

    @Option(
            names = {"--org-unit", "--district"},
            paramLabel = "CODE",
            descriptionKey = "option.orgUnit")
    @Nullable
    String orgUnit;

    @Option(names = "--period", paramLabel = "PERIOD", descriptionKey = "option.period")
    @Nullable
    String period;

    @Option(names = "--element", paramLabel = "CODE", descriptionKey = "option.element")
    @Nullable
    String element;

    @Option(names = "--code", paramLabel = "E8022", descriptionKey = "option.code")
    @Nullable
    String code;

    @Option(names = "--state", paramLabel = "STATE", descriptionKey = "option.state")
    @Nullable
    String state;

    boolean isEmpty() {
        return run == null && flow == null && orgUnit == null && period == null && element == null && code == null;
    }

    RejectCalls.Filter filter() {
        return new RejectCalls.Filter(flow, run, orgUnit, period, element, code, state);
    }

    /** @param word number of a run, of which all are meant, or name of a flow, of which the open ones are */
    RejectCalls.Filter filter(@Nullable String word) {
        if (word == null) {
            return filter();
        }
        boolean isRun = word.chars().allMatch(Character::isDigit);
        return new RejectCalls.Filter(
                isRun ? flow : word,
                isRun ? word : run,
                orgUnit,
                period,
                element,
                code,
                state == null && isRun ? "all" : state);
    }
}
