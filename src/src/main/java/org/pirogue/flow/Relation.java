package org.pirogue.flow;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.align.Alignment;
import org.pirogue.prepare.convert.PeriodConversion;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodRelation;
import org.pirogue.prepare.period.PeriodType;

/** Which source slices feed which target slices, through all steps of a flow that move a value to another unit or period. */
public final class Relation {
    private final PeriodType source;
    private final @Nullable Mapping mapping;
    private final @Nullable PeriodConversion conversion;
    private final @Nullable Alignment alignment;
    private final Predicate<String> assigned;

    /**
     * @param source the period type of the source's data set
     * @param mapping null where the flow takes the source's codes as they are
     * @param assigned whether a source unit reports the data set
     * @throws FlowException P506 where the flow converts from another one
     */
    Relation(
            PeriodType source,
            @Nullable Mapping mapping,
            @Nullable PeriodConversion conversion,
            @Nullable Alignment alignment,
            Predicate<String> assigned) {
        this.source = source;
        this.mapping = mapping;
        this.conversion = conversion;
        this.alignment = alignment;
        this.assigned = assigned;
        if (conversion != null && conversion.relation().source() != source) {
            throw new FlowException(
                    "P506",
                    "the source's data set has period type " + source.dhis2Name() + ", the flow converts from "
                            + conversion.relation().source().dhis2Name()
                            + ": they are different periods, correct sourcePeriodType");
        }
    }

    /** The target periods that have a day between these, both included. */
    List<Period> targetPeriods(LocalDate from, LocalDate to) {
        return Period.covering(periods().map(PeriodRelation::target).orElse(source), from, to);
    }

    public Period targetPeriod(Period of) {
        return periods().map(relation -> relation.targetOf(of)).orElse(of);
    }

    public List<Period> sourcePeriods(Period target) {
        return periods().map(relation -> relation.sourcesOf(target)).orElse(List.of(target));
    }

    /** Source periods that had not ended on a day and have on a later one: their values are taken from then on. */
    List<Period> endedBetween(LocalDate day, LocalDate later) {
        return conversion == null
                ? List.of()
                : Period.covering(source, day, later.minusDays(1)).stream()
                        .filter(period -> period.lastDay().isBefore(later))
                        .toList();
    }

    /** The target units that a source unit feeds in a target period. */
    public SortedSet<String> targetUnits(String unit, Period target) {
        if (alignment != null) {
            return alignment.targetOf(unit, target).stream().collect(Collectors.toCollection(TreeSet::new));
        }
        return mapping == null
                ? new TreeSet<>(Set.of(unit))
                : mapping.targetsOf(new SliceKey("", unit, target.id(), "")).stream()
                        .map(SliceKey::orgUnit)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    public SortedSet<String> sourceUnits(String unit, Period target) {
        if (alignment != null) {
            return alignment.sourcesOf(unit, target).stream()
                    // One that a person named must be there; of those that were found, only who reports counts.
                    .filter(each -> alignment.isDecided(each) || assigned.test(each))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return mapping == null
                ? new TreeSet<>(Set.of(unit))
                : mapping.sourcesOf(unit, target.id()).stream()
                        .map(SliceKey::orgUnit)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a source unit has no target unit in a target period, though nobody left it out. */
    boolean isStray(String unit, Period target) {
        return alignment == null ? !mapping.knowsOrgUnit(unit, target) : alignment.isStray(unit, target);
    }

    /** What to say of one. @param values how many it has */
    Finding stray(String unit, Period target, long values) {
        return alignment == null ? mapping.stray(unit, target, values) : alignment.stray(unit, target, values);
    }

    /** Changes when, and only when, the flow's tables and steps mean something else. */
    String digest() {
        return (mapping == null ? "" : mapping.digest())
                + (conversion == null ? "" : "+" + conversion.digest())
                + (alignment == null ? "" : "+" + alignment.digest());
    }

    private Optional<PeriodRelation> periods() {
        return Optional.ofNullable(conversion).map(PeriodConversion::relation);
    }
}
