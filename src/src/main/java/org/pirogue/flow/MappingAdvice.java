package org.pirogue.flow;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.prepare.TableLines;

/**
 * Which row of which of the country's tables a reject is about. The file belongs to the country's repository: it is named
 * and the missing row is written out, but nothing is changed in it.
 */
public class MappingAdvice {
    private static final Pattern UNIT = Pattern.compile("^org unit '([^']+)' is not in");

    private final Flows flows;

    public MappingAdvice(Flows flows) {
        this.flows = flows;
    }

    /**
     * What to edit.
     *
     * @param file the table, as seen from the folder of the country's routes: {@code FLOW/mapping.csv}
     * @param rows rows that name the cell now
     * @param paste rows to be added to the end: the first with an empty target to be filled in, the second leaves it out
     *     on purpose; none where a row must be changed, not added
     */
    public record Advice(String file, List<TableLines.Line> rows, List<String> paste) {}

    public Optional<Advice> of(Reject reject) {
        if (!flows.has(reject.flow())) {
            // The flow was removed: there is no table to edit.
            return Optional.empty();
        }
        Flow flow = flows.get(reject.flow());
        return switch (reject.code()) {
            case "P201" -> unmapped(flow, reject);
            case "P207" -> unit(flow, reject);
            case "P402", "P403", "E8020", "E8024" -> target(flow, reject);
            default -> Optional.empty();
        };
    }

    private static Optional<Advice> unmapped(Flow flow, Reject reject) {
        if (reject.dataElement() == null) {
            return Optional.empty();
        }
        Cell cell = cell(reject);
        return table(flow, "map-codes-action", "mapping").map(file -> {
            TableLines lines = TableLines.read(file);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("source_data_element", cell.dataElement());
            row.put("source_category_options", cell.categoryOptions());
            List<TableLines.Line> known = lines.of("source_data_element", "source_category_options", cell);
            row.put("valid_from", lines.after(known));
            return advice(flow, file, known, lines, row, "target_data_element");
        });
    }

    private static Optional<Advice> unit(Flow flow, Reject reject) {
        Matcher named = UNIT.matcher(reject.text());
        if (!named.find()) {
            return Optional.empty();
        }
        Path file = flow.file("org-units.csv");
        Map<String, String> row = new LinkedHashMap<>(Map.of("source_org_unit", named.group(1)));
        return Optional.of(advice(flow, file, List.of(), TableLines.read(file), row, "target_org_unit"));
    }

    private static Optional<Advice> target(Flow flow, Reject reject) {
        if (reject.dataElement() == null) {
            return Optional.empty();
        }
        Cell cell = cell(reject);
        Optional<Path> mapping = table(flow, "map-codes-action", "mapping");
        if (mapping.isPresent()) {
            return mapping.map(file -> new Advice(
                    name(flow, file),
                    TableLines.read(file).of("target_data_element", "target_category_options", cell),
                    List.of()));
        }
        return table(flow, "aggregate-events-action", "rules")
                .map(file -> new Advice(
                        name(flow, file),
                        TableLines.read(file).of("data_element", "category_options", cell),
                        List.of()));
    }

    private static Advice advice(
            Flow flow,
            Path file,
            List<TableLines.Line> known,
            TableLines lines,
            Map<String, String> row,
            String target) {
        String open = lines.row(row);
        row.put(target, "-");
        return new Advice(name(flow, file), known, List.of(open, lines.row(row)));
    }

    private static Optional<Path> table(Flow flow, String kamelet, String parameter) {
        return flow.step(kamelet).map(step -> flow.file(step.parameter(parameter)));
    }

    private static String name(Flow flow, Path file) {
        return flow.name() + "/" + file.getFileName();
    }

    private static Cell cell(Reject reject) {
        return new Cell(
                String.valueOf(reject.dataElement()), reject.categoryOptions() == null ? "" : reject.categoryOptions());
    }
}
