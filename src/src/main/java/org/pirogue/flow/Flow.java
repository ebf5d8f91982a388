package org.pirogue.flow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One exchange as its route YAML says it: the steps of {@code <name>.collect} and {@code <name>.deliver}.
 *
 * @param folder where the flow's YAML stands, and the mapping, rules and checks that it names
 * @param collect source first, then every kamelet in order
 * @param deliver every kamelet behind the queue
 * @param queue address of the queue between the two routes
 */
public record Flow(String name, String workspace, Path folder, List<Step> collect, List<Step> deliver, String queue) {

    private static final String OBJECTS = "changed-objects-action";
    private static final String ROWS = "changed-rows-action";

    /** A kamelet and its parameters. */
    public record Step(String kamelet, Map<String, String> parameters) {
        /** @throws FlowException P160 when the parameter is not given */
        public String parameter(String name) {
            String value = parameters.get(name);
            if (value == null) {
                throw new FlowException("P160", "kamelet '" + kamelet + "' needs the parameter '" + name + "'");
            }
            return value;
        }

        /** @throws FlowException P504 when it is given and no whole number */
        int whole(String name, int usual) {
            String value = parameters.getOrDefault(name, String.valueOf(usual));
            try {
                return Integer.parseInt(value.strip());
            } catch (NumberFormatException noNumber) {
                throw new FlowException(
                        "P504", "'" + name + "' of kamelet '" + kamelet + "' is '" + value + "', write a whole number");
            }
        }
    }

    public Step source() {
        return collect.get(0);
    }

    public Optional<Step> step(String kamelet) {
        return collect.stream().filter(step -> step.kamelet().equals(kamelet)).findFirst();
    }

    /** The step that names the target: its connection and, for values, its data set. */
    public Step target() {
        return step("changed-slices-action")
                .or(() -> step(OBJECTS))
                .or(() -> step(ROWS))
                .orElseThrow(() -> new FlowException("P161", "flow '" + name + "' has no changed-slices-action"));
    }

    /** Whether it carries objects, which have no data set and no cells. */
    public boolean carriesObjects() {
        return step(OBJECTS).isPresent();
    }

    /** Whether it carries a table, whole: rows have no data set and no cells either. */
    public boolean carriesTable() {
        return step(ROWS).isPresent();
    }

    /** Whether it carries values of a data set. */
    public boolean carriesValues() {
        return !carriesObjects() && !carriesTable();
    }

    /** @throws FlowException P188 for a path that leads out of the folder, which lint refuses where it is written */
    public Path file(String relative) {
        Path file = folder.resolve(relative).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new FlowException("P188", "'" + relative + "' leads out of the folder of flow '" + name + "'");
        }
        return file;
    }
}
