package org.pirogue.prepare.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** The parameters of {@code align-org-units-action}. */
public final class AlignmentRules {
    private final List<Way> ways;
    private final String attribute;
    private final NameForm form;
    private final int rollUpTo;

    private AlignmentRules(List<Way> ways, String attribute, NameForm form, int rollUpTo) {
        this.ways = List.copyOf(ways);
        this.attribute = attribute;
        this.form = form;
        this.rollUpTo = rollUpTo;
    }

    /**
     * @param by ways in the order in which they are tried, comma-separated: {@code uid}, {@code code}, {@code attribute},
     *     {@code name}
     * @param attribute code of the attribute, which must then be given
     * @param words what is left out of names, comma-separated; empty for the built-in list
     * @param rollUpTo level whose units take, summed, what the units below them have; 0 for none
     * @throws Problems P533 for each that is not known or missing
     */
    public static AlignmentRules of(String by, String attribute, String words, int rollUpTo) {
        List<Problem> problems = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        for (String name : by.split(",")) {
            Optional<Way> way = Way.named(name);
            way.ifPresent(ways::add);
            if (way.isEmpty()) {
                problems.add(
                        problem(name, "'" + name + "' is no way to find a unit", "write uid, code, attribute, name"));
            }
        }
        if (ways.contains(Way.ATTRIBUTE) && attribute.isBlank()) {
            problems.add(problem(by, "'attribute' is missing", "write the code of the attribute"));
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return new AlignmentRules(
                ways,
                attribute,
                new NameForm(words.isBlank() ? NameForm.FACILITY_WORDS : List.of(words.split(","))),
                rollUpTo);
    }

    private static Problem problem(String value, String text, String hint) {
        return new Problem("P533", "align-org-units-action", value, text, hint);
    }

    /**
     * @param sources all units of the source that its user sees, parents too
     * @param targets those of the target
     */
    public Alignment align(List<OrgUnit> sources, List<OrgUnit> targets, ReviewedUnits reviewed) {
        return new Aligning(this, sources, targets, reviewed, false).alignment();
    }

    /**
     * The same for units that a table names: of one without a parent the name is looked for among all units of the target, of
     * one with a parent among all below that one's match.
     *
     * @param sources in no hierarchy but that a unit may have a parent among them
     */
    public Alignment alignNames(List<OrgUnit> sources, List<OrgUnit> targets, ReviewedUnits reviewed) {
        return new Aligning(this, sources, targets, reviewed, true).alignment();
    }

    /** What is left of a name when it is compared. */
    public String form(String name) {
        return form.of(name);
    }

    List<Way> ways() {
        return ways;
    }

    String attribute() {
        return attribute;
    }

    NameForm form() {
        return form;
    }

    int rollUpTo() {
        return rollUpTo;
    }
}
