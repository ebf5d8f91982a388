package org.pirogue.prepare.convert;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.batch.SliceBatch;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.period.PeriodRelation;
import org.pirogue.prepare.period.PeriodType;

/**
 * What {@code convert-period-action} does: the slices of the source's periods become those of longer periods, element by
 * element summed unless declared otherwise. Source periods that have not ended are left out, whole.
 */
public final class PeriodConversion {
    private static final String PLACE = "convert-period-action";

    private final PeriodRelation relation;
    private final Set<String> averaged;
    private final Set<String> last;
    private final boolean wholeOnly;

    private PeriodConversion(PeriodRelation relation, Set<String> averaged, Set<String> last, boolean wholeOnly) {
        this.relation = relation;
        this.averaged = averaged;
        this.last = last;
        this.wholeOnly = wholeOnly;
    }

    /**
     * @param source DHIS2's name of the source's period type
     * @param target that of the target's
     * @param average codes of source data elements that are averaged, comma-separated
     * @param last those of which the latest value stands
     * @param incomplete what becomes of a value that some source period lacks: {@code use} or {@code leave-out}
     * @throws Problems P504 a parameter that is not known, P505 types that cannot become each other
     */
    public static PeriodConversion of(String source, String target, String average, String last, String incomplete) {
        List<Problem> problems = new ArrayList<>();
        Optional<PeriodType> from = type("sourcePeriodType", source, problems);
        Optional<PeriodType> to = type("targetPeriodType", target, problems);
        Optional<PeriodRelation> relation = from.flatMap(type -> to.flatMap(other -> PeriodRelation.of(type, other)));
        if (problems.isEmpty() && relation.isEmpty()) {
            problems.add(new Problem(
                    "P505", PLACE, source + " → " + target, why(from.get(), to.get()), "correct one of them"));
        }
        Set<String> averaged = codes(average);
        Set<String> latest = codes(last);
        averaged.stream()
                .filter(latest::contains)
                .forEach(both ->
                        problems.add(new Problem("P504", PLACE, both, "is both averaged and last", "name it once")));
        if (!Set.of("use", "leave-out").contains(incomplete)) {
            problems.add(new Problem("P504", PLACE, incomplete, "incomplete is not known", "write use or leave-out"));
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return new PeriodConversion(relation.orElseThrow(), averaged, latest, incomplete.equals("leave-out"));
    }

    private static Optional<PeriodType> type(String parameter, String name, List<Problem> problems) {
        Optional<PeriodType> type = PeriodType.named(name);
        if (type.isEmpty()) {
            problems.add(new Problem(
                    "P504",
                    PLACE,
                    name,
                    parameter + " is no period type of DHIS2",
                    "write for instance Weekly, Monthly"));
        }
        return type;
    }

    private static String why(PeriodType source, PeriodType target) {
        if (source == target) {
            return "both are the same: the step does nothing";
        }
        boolean weeks =
                source.dhis2Name().startsWith("Weekly") && target.dhis2Name().startsWith("Weekly");
        return weeks
                ? "weeks that begin on different days are different periods: ISO and epidemiological weeks are never mixed"
                : "a " + source.dhis2Name() + " period does not lie within one " + target.dhis2Name() + " period";
    }

    private static Set<String> codes(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which source periods feed which target period. */
    public PeriodRelation relation() {
        return relation;
    }

    /**
     * @param batch source slices of every source period that feeds the scope's period, in the source's codes
     * @param today source periods that end on it or later have not ended: their values are counted as ignored
     * @return slices in the scope's period. Findings: P508 a value that is not a number cannot be added, P509 a slice of a
     *     period that does not feed the scope's, P516 a value that some source period lacks, with {@code leave-out}
     */
    public SliceBatch apply(SliceBatch batch, LocalDate today) {
        return new Converted(this, batch, today).batch();
    }

    Join join(String dataElement) {
        if (averaged.contains(dataElement)) {
            return Join.AVERAGE;
        }
        return last.contains(dataElement) ? Join.LAST : Join.SUM;
    }

    boolean wholeOnly() {
        return wholeOnly;
    }

    /** Changes when, and only when, it means something else. */
    public String digest() {
        TreeMap<String, Object> meaning = new TreeMap<>();
        meaning.put("types", relation.source() + ">" + relation.target());
        meaning.put("average", averaged);
        meaning.put("last", last);
        meaning.put("wholeOnly", wholeOnly);
        return Digest.of(meaning.entrySet().stream().map(Object::toString));
    }
}
