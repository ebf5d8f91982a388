package org.pirogue.flow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.Mirror;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.workspace.WorkspaceSettings;

/**
 * Flows that carry the same cells in both directions, as {@code pirogue.flows.NAME.reverse} says of each. A cell belongs
 * to the pair where both mappings take it to the other end and back, one to one.
 */
public class Pairs {
    private static final String MAP = "map-codes-action";

    private final WorkspaceSettings settings;
    private final Flows flows;
    private final FlowFiles files;
    private final Map<String, Optional<Mirror>> mirrors = new ConcurrentHashMap<>();

    public Pairs(WorkspaceSettings settings, Flows flows, FlowFiles files) {
        this.settings = settings;
        this.flows = flows;
        this.files = files;
    }

    /** The other direction of a flow; empty for a flow that goes one way. */
    public Optional<Mirror> mirrorOf(String flow) {
        return mirrors.computeIfAbsent(flow, this::find);
    }

    private Optional<Mirror> find(String name) {
        WorkspaceSettings.Flow setting = settings.flows().get(name);
        if (setting == null || setting.reverse() == null) {
            return Optional.empty();
        }
        Flow flow = flows.get(name);
        Flow reverse = flows.get(setting.reverse());
        return isOneToOne(flow) && isOneToOne(reverse) ? Optional.of(mirror(flow, reverse)) : Optional.empty();
    }

    /** Units and periods that another step moves are not those of the other end. */
    public static boolean isOneToOne(Flow flow) {
        return flow.step(MAP).isPresent()
                && flow.step("convert-period-action").isEmpty()
                && flow.step(Relations.ALIGN).isEmpty();
    }

    private Mirror mirror(Flow flow, Flow reverse) {
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
