package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rejects show}: one reject with all that is known of it, and what to edit where. */
@Command(name = "show")
final class RejectsShowCommand implements Callable<Exit> {
    private final Context context;

    @Parameters(paramLabel = "ID", descriptionKey = "parameter.reject")
    long id;

    @Mixin
    ReachOption reach = new ReachOption();

    RejectsShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        JsonNode shown = RejectsCommand.calls(context, reach).show(id);
        JsonNode reject = shown.path("reject");
        screen.print(id + "  " + text(reject, "code") + "  "
                + reject.at("/hint/title").asText());
        line("show.flow", text(reject, "flow") + ", " + screen.text("show.run", text(reject, "run")));
        line("show.where", named(text(shown, "orgUnitName"), text(reject, "orgUnit")) + period(text(reject, "period")));
        line(
                "show.what",
                named(text(shown, "dataElementName"), text(reject, "dataElement"))
                        + options(text(shown, "optionNames")));
        line("show.value", text(reject, "value"));
        line("show.words", screen.sentence(text(reject, "text")));
        line("show.why", reject.at("/hint/why").asText());
        line("show.todo", reject.at("/hint/todo").asText());
        mapping(shown.path("mapping"));
        history(shown);
        return Exit.OK;
    }

    private void mapping(JsonNode mapping) {
        if (!mapping.isObject()) {
            return;
        }
        Screen screen = context.screen();
        mapping.path("rows")
                .forEach(row -> screen.print(screen.text(
                        "show.row",
                        mapping.path("file").asText(),
                        String.valueOf(row.path("number").asLong()),
                        row.path("text").asText())));
        if (mapping.path("paste").size() == 2) {
            screen.print(screen.text("show.paste", mapping.path("file").asText()));
            screen.print("    " + mapping.path("paste").get(0).asText());
            screen.print(screen.text("show.ignore"));
            screen.print("    " + mapping.path("paste").get(1).asText());
        }
    }

    private void history(JsonNode shown) {
        Screen screen = context.screen();
        shown.path("events")
                .forEach(event -> screen.print("  " + day(event) + "  "
                        + screen.text(
                                "show." + event.path("what").asText(),
                                event.path("who").asText(),
                                event.path("reason").asText())));
        shown.path("before")
                .forEach(before -> screen.print("  " + day(before) + "  "
                        + screen.text(
                                "show.before",
                                String.valueOf(before.path("id").asLong()),
                                before.path("code").asText(),
                                before.path("value").asText(""))));
    }

    private void line(String key, String text) {
        if (!text.isBlank()) {
            context.screen().print("  " + context.screen().text(key, text));
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "" : node.path(field).asText("");
    }

    private static String day(JsonNode node) {
        String at = node.path("at").asText();
        return at.length() < 16 ? at : at.substring(0, 16).replace('T', ' ');
    }

    private static String named(String name, String code) {
        return name.isEmpty() || name.equals(code) ? code : name + " (" + code + ")";
    }

    private static String period(String id) {
        return id.isEmpty() ? "" : ", " + RejectSummary.period(id);
    }

    private static String options(String names) {
        return names.isEmpty() ? "" : ", " + names;
    }
}
