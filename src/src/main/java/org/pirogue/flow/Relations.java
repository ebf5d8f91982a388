package org.pirogue.flow;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pirogue.flow.table.RowTerms;
import org.pirogue.prepare.align.Alignment;
import org.pirogue.prepare.align.OrgUnit;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/** What each flow makes of units and periods. Units of both servers are read once and kept for a while. */
public class Relations {
    public static final String ALIGN = "align-org-units-action";
    private static final String MAP = "map-codes-action";

    private record Kept(Alignment alignment, Instant until) {}

    private final FlowFiles files;
    private final MetadataReader reader;
    private final Clock clock;
    private final Duration keep;
    private final Map<Path, Kept> alignments = new ConcurrentHashMap<>();
    /** Of units that a table names: they are known when it was read, and as long as its run goes on. */
    private final Map<Path, Alignment> named = new ConcurrentHashMap<>();

    public Relations(FlowFiles files, MetadataReader reader, Clock clock, Duration keep) {
        this.files = files;
        this.reader = reader;
        this.clock = clock;
        this.keep = keep;
    }

    /** @throws FlowException P320 for a period type that is not carried, P506 where the flow converts from another one */
    Relation of(Flow flow, DataSetMetadata dataSet) {
        return of(flow, periodType(dataSet), unit -> dataSet.orgUnitId(unit) != null);
    }

    /** @param assigned whether a source unit reports */
    Relation of(Flow flow, PeriodType type, Predicate<String> assigned) {
        Alignment alignment = flow.step(ALIGN)
                .map(step -> alignment(flow, AlignTerms.of(step)))
                .orElse(null);
        return new Relation(type, files.mapping(flow), files.conversion(flow).orElse(null), alignment, assigned);
    }

    /** The target units of a source unit by the flow's alignment; itself where the flow has none. */
    public Set<String> aligned(Flow flow, String unit, String period) {
        return flow.step(ALIGN)
                .map(step -> alignment(flow, AlignTerms.of(step)).targetOf(unit, Period.parse(period)).stream()
                        .collect(Collectors.toSet()))
                .orElse(Set.of(unit));
    }

    /** Reads again: a run begins with the units that the servers have now. */
    Relation fresh(Flow flow, DataSetMetadata dataSet) {
        return fresh(flow, periodType(dataSet), unit -> dataSet.orgUnitId(unit) != null);
    }

    /** As {@link #fresh(Flow, DataSetMetadata)}. */
    Relation fresh(Flow flow, PeriodType type, Predicate<String> assigned) {
        alignments.remove(flow.folder());
        return of(flow, type, assigned);
    }

    /**
     * Of a flow whose units stand in a table.
     *
     * @param type of the table's periods
     * @param sources the units that it names; looked for only where the flow aligns units
     */
    public Relation ofTable(Flow flow, PeriodType type, List<OrgUnit> sources) {
        Alignment alignment = flow.step(ALIGN)
                .map(step -> {
                    AlignTerms terms = AlignTerms.of(step);
                    List<OrgUnit> targets = reader.orgUnits(terms.connection(), terms.attribute());
                    return terms.rules().alignNames(sources, targets, files.reviewedUnits(flow, terms.review()));
                })
                .orElse(null);
        if (alignment != null) {
            named.put(flow.folder(), alignment);
        }
        Mapping mapping = flow.step(MAP).isPresent() ? files.mapping(flow) : null;
        return new Relation(type, mapping, files.conversion(flow).orElse(null), alignment, unit -> true);
    }

    Alignment alignment(Flow flow, AlignTerms terms) {
        if (flow.step(RowTerms.KAMELET).isPresent()) {
            return Objects.requireNonNull(named.get(flow.folder()), "the table was not read");
        }
        return alignments
                .compute(
                        flow.folder(),
                        (folder, kept) -> kept != null && clock.instant().isBefore(kept.until())
                                ? kept
                                : new Kept(read(flow, terms), clock.instant().plus(keep)))
                .alignment();
    }

    /** Forgets what was read of versions that are gone. */
    public void forget(Predicate<Path> gone) {
        alignments.keySet().removeIf(gone);
        named.keySet().removeIf(gone);
    }

    private Alignment read(Flow flow, AlignTerms terms) {
        return terms.rules()
                .align(
                        reader.orgUnits(flow.source().parameter("connection"), terms.attribute()),
                        reader.orgUnits(terms.connection(), terms.attribute()),
                        files.reviewedUnits(flow, terms.review()));
    }

    static PeriodType periodType(DataSetMetadata dataSet) {
        return PeriodType.named(dataSet.periodType())
                .orElseThrow(() -> new FlowException(
                        "P320",
                        "data set " + dataSet.code() + " has period type " + dataSet.periodType()
                                + ", which Pirogue does not carry"));
    }
}
