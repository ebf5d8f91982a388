package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rejects corrections}: the values that persons have set in place of the source's. */
@Command(name = "corrections")
final class RejectsCorrectionsCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "flow", descriptionKey = "parameter.flow")
    String flow = "";

    @Mixin
    ReachOption reach = new ReachOption();

    RejectsCorrectionsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        Table table = screen.table(99, "cell", "sourceValue", "value", "state", "who", "reason");
        RejectsCommand.calls(context, reach).corrections(flow).forEach(each -> table.add(row(each)));
        screen.print(table);
        return Exit.OK;
    }

    private List<String> row(JsonNode each) {
        String options = each.at("/cell/categoryOptions").asText();
        return List.of(
                each.at("/key/orgUnit").asText() + " " + each.at("/key/period").asText() + " "
                        + each.at("/cell/dataElement").asText() + (options.isEmpty() ? "" : "/" + options),
                each.path("sourceValue").asText(),
                each.path("value").asText(),
                context.screen().text("correction." + each.path("state").asText()),
                each.path("who").asText(),
                each.path("reason").asText());
    }
}
