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
import org.pirogue.ledger.Policy;
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
    private static final String HINT = "write source, target or ask";

    private final Map<Cell, Policy> stated;

    private Policies(Map<Cell, Policy> stated) {
        this.stated = stated;
    }

    /**
     * P423 a policy that is not known, P424 {@code latest}.
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
                row.problem(code(row.text("policy")), row.text("policy"), text(row.text("policy")), HINT);
            }
        }
        sheet.refuseProblems();
        return new Policies(stated);
    }

    Optional<Policy> of(Cell cell) {
        Policy own = stated.get(cell);
        return Optional.ofNullable(own == null ? stated.get(new Cell(cell.dataElement(), "")) : own);
    }

    /** The cells that the table names. */
    Set<Cell> cells() {
        return stated.keySet();
    }

    /** @throws FlowException P423 or P424 */
    static Policy named(String name) {
        return known(name).orElseThrow(() -> new FlowException(code(name), text(name) + ": " + HINT));
    }

    private static Optional<Policy> known(String name) {
        return switch (name) {
            case "source" -> Optional.of(Policy.SOURCE);
            case "target" -> Optional.of(Policy.TARGET);
            case "ask" -> Optional.of(Policy.ASK);
            default -> Optional.empty();
        };
    }

    private static String code(String name) {
        return name.equals("latest") ? "P424" : "P423";
    }

    private static String text(String name) {
        return name.equals("latest")
                ? "'latest' needs to know when each side was edited, which slices do not carry"
                : "'" + name + "' is no policy";
    }

    private static Set<String> ordered(String... columns) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(columns)));
    }
}
