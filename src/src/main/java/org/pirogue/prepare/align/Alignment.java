package org.pirogue.prepare.align;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.period.Period;

/** Which unit of the source is which of the target; what people decided goes before what was found. */
public final class Alignment {
    private static final Refused UNKNOWN = new Refused("P517", "it is not known at the source either");

    private final Map<String, Found> found;
    private final Map<String, Refused> refused;
    private final ReviewedUnits reviewed;
    private final int rollUpTo;
    private final Map<String, SortedSet<String>> sources = new HashMap<>();

    /** A match that nobody had to decide. */
    record Found(String target, Way way) {}

    /** Why a unit has none. */
    record Refused(String code, String text) {}

    Alignment(Map<String, Found> found, Map<String, Refused> refused, ReviewedUnits reviewed, int rollUpTo) {
        this.found = Map.copyOf(found);
        this.refused = Map.copyOf(refused);
        this.reviewed = reviewed;
        this.rollUpTo = rollUpTo;
        found.forEach((source, match) -> add(match.target(), source));
        reviewed.decisions().forEach(row -> add(row.target(), row.source()));
    }

    private void add(String target, String source) {
        sources.computeIfAbsent(target, any -> new TreeSet<>()).add(source);
    }

    /** Empty where it has none, or is left out on purpose. */
    public Optional<String> targetOf(String source, Period period) {
        return reviewed.isDecided(source)
                ? reviewed.decided(source, period)
                        .map(ReviewedUnits.Row::target)
                        .filter(target -> !target.equals(ReviewedUnits.IGNORED))
                : Optional.ofNullable(found.get(source)).map(Found::target);
    }

    /** The source units that are this target unit in a period; several are summed. */
    public SortedSet<String> sourcesOf(String target, Period period) {
        SortedSet<String> units = new TreeSet<>(sources.getOrDefault(target, new TreeSet<>()));
        units.removeIf(source -> targetOf(source, period).filter(target::equals).isEmpty());
        return units;
    }

    /**
     * Source units to target units, in the batch's own periods. Findings, once a unit: P517 a unit without a match, with the
     * nearest names; P518 several could be meant; P519 a proposal that waits for its review; P525 a text among values that
     * are summed.
     */
    public SliceBatch apply(SliceBatch batch) {
        return new Aligned(this, batch).batch();
    }

    /** Whether a person named it, for whatever time. */
    public boolean isDecided(String source) {
        return reviewed.isDecided(source);
    }

    /** Whether it has no target in a period, though nobody left it out. */
    public boolean isStray(String source, Period period) {
        return targetOf(source, period).isEmpty() && !isIgnored(source, period);
    }

    /** P517, P518 or P519: what to say of one. */
    public Finding stray(String source, Period period, long values) {
        String count = values == 1 ? "1 value" : values + " values";
        return Aligned.refused(source, why(source, period), null, " (" + count + ")");
    }

    boolean isIgnored(String source, Period period) {
        return reviewed.decided(source, period)
                .filter(row -> row.target().equals(ReviewedUnits.IGNORED))
                .isPresent();
    }

    Refused why(String source, Period period) {
        return reviewed.isDecided(source)
                ? new Refused("P517", "no row of org-units.csv holds in " + period)
                : refused.getOrDefault(source, UNKNOWN);
    }

    /**
     * Changes with what people decided and with names, not with each new unit that is found by its identifiers: that one has
     * no values yet which would have to be read again.
     */
    public String digest() {
        Stream<String> level = Stream.of("level " + rollUpTo);
        return Digest.of(Stream.concat(
                level,
                Stream.concat(
                        reviewed.decisions().map(row -> row.source() + "\t" + row.target() + "\t" + row.validity()),
                        found.entrySet().stream()
                                .filter(each -> each.getValue().way() == Way.NAME)
                                .map(each ->
                                        each.getKey() + "\t" + each.getValue().target()))));
    }
}
