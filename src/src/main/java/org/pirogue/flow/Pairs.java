package org.pirogue.flow;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.value.Mirror;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;

/**
 * Flows that carry the same cells in both directions, as {@code pirogue.flows.NAME.reverse} says of each. A cell belongs
 * to the pair where both mappings take it to the other end and back, one to one.
 */
public class Pairs {
    private static final String MAP = "map-codes-action";

    private final FlowSettings settings;
    private final Flows flows;
    private final FlowFiles files;
    private final Map<Both, Optional<Mirror>> mirrors = new ConcurrentHashMap<>();

    /** By their folders: another version of a flow stands in another. */
    private record Both(Path flow, Path reverse) {}

    public Pairs(FlowSettings settings, Flows flows, FlowFiles files) {
        this.settings = settings;
        this.flows = flows;
        this.files = files;
    }

    /** The other direction of a flow; empty for a flow that goes one way. */
    public Optional<Mirror> mirrorOf(String flow) {
        return settings.of(flow)
                .map(WorkspaceSettings.Flow::reverse)
                .filter(flows::has)
                .flatMap(reverse -> mirror(flows.get(flow), flows.get(reverse)));
    }

    private Optional<Mirror> mirror(Flow flow, Flow reverse) {
        return mirrors.computeIfAbsent(
                new Both(flow.folder(), reverse.folder()),
                both -> isOneToOne(flow) && isOneToOne(reverse)
                        ? Optional.of(between(flow, reverse))
                        : Optional.empty());
    }

    /** Forgets what was read of versions that are gone. */
    public void forget(Predicate<Path> gone) {
        mirrors.keySet().removeIf(both -> gone.test(both.flow()) || gone.test(both.reverse()));
    }

    /** Units and periods that another step moves are not those of the other end. */
    public static boolean isOneToOne(Flow flow) {
        return flow.step(MAP).isPresent()
                && flow.step("convert-period-action").isEmpty()
                && flow.step(Relations.ALIGN).isEmpty();
    }

    private Mirror between(Flow flow, Flow reverse) {
        return new OneToOne(
                reverse.name(), reverse.target().parameter("dataSet"), files.mapping(reverse), files.mapping(flow));
    }

    /**
     * @param dataSet of the other flow's target
     * @param there takes this flow's target to the other's
     * @param back takes it home again
     */
    record OneToOne(String flow, String dataSet, Mapping there, Mapping back) implements Mirror {
        @Override
        public Optional<Place> of(SliceKey key, Cell cell) {
            String period = key.period();
            Optional<Cell> other = there.onlyTarget(cell, period)
                    .filter(found ->
                            back.onlyTarget(found, period).filter(cell::equals).isPresent());
            Optional<String> unit = there.onlyTargetUnit(key.orgUnit(), period)
                    .filter(found -> back.onlyTargetUnit(found, period)
                            .filter(key.orgUnit()::equals)
                            .isPresent());
            return other.isEmpty() || unit.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Place(new SliceKey(dataSet, unit.get(), period, key.attributeOptions()), other.get()));
        }
    }
}
