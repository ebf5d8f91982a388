package org.pirogue.flow;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;

/**
 * The table {@code policies.csv} of a flow: what becomes of single cells that somebody else changed at the target. A line
 * without category options holds for all option combos of its data element.
 */
public final class Policies {
    static final Policies NONE = new Policies(Map.of());
    private static final Set<String> COLUMNS = ordered("data_element", "policy");
    private static final Set<String> OPTIONS = ordered("category_options", "note");
    private static final String HINT = "write source, target, latest or ask";

    private final Map<Cell, Policy> stated;

    private Policies(Map<Cell, Policy> stated) {
        this.stated = stated;
    }

    /**
     * P423 a policy that is not known.
     *
     * @throws Problems with everything that is wrong in it
     */
    static Policies read(Path file) {
        Sheet sheet = Sheet.read(file, COLUMNS, OPTIONS);
        Map<Cell, Policy> stated = new TreeMap<>();
        for (Sheet.Row row : sheet.rows()) {
            Cell cell = Cell.of(row.code("data_element"), row.text("category_options"));
            Optional<Policy> policy = known(row.text("policy"));
            if (policy.isPresent()) {
                stated.put(cell, policy.get());
            } else {
                row.problem("P423", row.text("policy"), text(row.text("policy")), HINT);
            }
        }
        sheet.refuseProblems();
        return new Policies(stated);
    }

    /** Its own policy, or that of its data element; empty where the table says nothing of it. */
    public Optional<Policy> of(Cell cell) {
        Policy own = stated.get(cell);
        return Optional.ofNullable(own == null ? stated.get(new Cell(cell.dataElement(), "")) : own);
    }

    /** The cells that the table names. */
    Set<Cell> cells() {
        return stated.keySet();
    }

    /** @throws FlowException P423 */
    static Policy named(String name) {
        return known(name).orElseThrow(() -> new FlowException("P423", text(name) + ": " + HINT));
    }

    /** As {@link #named}, of whole objects: P424 for {@code latest}. */
    public static Policy ofObjects(String name) {
        Policy policy = named(name);
        if (policy == Policy.LATEST) {
            throw new FlowException("P424", "'latest' is for values that somebody types: write source, target or ask");
        }
        return policy;
    }

    private static Optional<Policy> known(String name) {
        return switch (name) {
            case "source" -> Optional.of(Policy.SOURCE);
            case "target" -> Optional.of(Policy.TARGET);
            case "latest" -> Optional.of(Policy.LATEST);
            case "ask" -> Optional.of(Policy.ASK);
            default -> Optional.empty();
        };
    }

    private static String text(String name) {
        return "'" + name + "' is no policy";
    }

    private static Set<String> ordered(String... columns) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(columns)));
    }
}
