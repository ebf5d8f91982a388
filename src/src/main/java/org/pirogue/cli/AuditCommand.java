package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.AuditCalls;
import org.pirogue.workspace.audit.ChainCheck;
import org.pirogue.workspace.audit.ExportCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: who saw and did what. Who received this list, and when: {@code audit --resource datasets/eoc/cases}. */
@Command(name = "audit")
final class AuditCommand implements Callable<Exit> {
    private static final int PAGE = 1_000;

    private final Context context;

    @Option(names = "--who", paramLabel = "NAME", descriptionKey = "option.who")
    @Nullable
    String who;

    @Option(names = "--resource", paramLabel = "PATH", descriptionKey = "option.resource")
    @Nullable
    String resource;

    @Option(names = "--from", paramLabel = "DATE", descriptionKey = "option.fromDate")
    @Nullable
    String from;

    @Option(names = "--until", paramLabel = "DATE", descriptionKey = "option.untilDate")
    @Nullable
    String until;

    @Option(names = "--json", descriptionKey = "option.json")
    boolean asJson;

    @Mixin
    ReachOption reach = new ReachOption();

    AuditCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        AuditCalls calls = new AuditCalls(reach.pirogue(context));
        Map<String, @Nullable String> filter = new LinkedHashMap<>();
        filter.put("who", who);
        filter.put("resource", resource);
        filter.put("from", from);
        filter.put("until", until);
        long seen = 0;
        long after = 0;
        List<AuditCalls.Shown> page;
        do {
            page = calls.show(filter, after, PAGE);
            page.forEach(each -> context.screen().print(asJson ? each.entry().toString() : line(each.entry())));
            seen += page.size();
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
        context.screen().say("audit.summary", seen);
        return Exit.OK;
    }

    private String line(JsonNode entry) {
        return context.screen()
                .text(
                        "audit.line",
                        entry.path("at").asText().substring(0, 19).replace('T', ' '),
                        entry.path("who").asText(),
                        context.screen().text("audit.verb." + entry.path("verb").asText()),
                        entry.path("resource").asText(),
                        context.screen()
                                .text("audit.outcome." + entry.path("outcome").asText()),
                        entry.path("rows").asText("-"),
                        entry.path("workspace").asText("-"),
                        entry.path("purpose").asText("-"));
    }

    /** {@code audit verify}: that of the running Pirogue, or an export. */
    @Command
    static final class Verify implements Callable<Exit> {
        private final Context context;

        @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "parameter.export")
        @Nullable
        Path file;

        @Option(names = "--key", paramLabel = "KEY", descriptionKey = "option.auditKey")
        @Nullable
        String key;

        @Mixin
        ReachOption reach = new ReachOption();

        Verify(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() throws IOException {
            Screen screen = context.screen();
            ChainCheck.Result result;
            if (file == null) {
                result = new AuditCalls(reach.pirogue(context)).verify();
            } else {
                if (!Files.isReadable(file)) {
                    throw Refusal.usage("P800", file);
                }
                result = ExportCheck.of(file, key);
                if (key == null) {
                    screen.say("audit.noKey");
                }
            }
            result.faults().forEach(fault -> screen.print(fault.code() + " " + screen.sentence(fault.text())));
            screen.say(result.whole() ? "audit.whole" : "audit.touched", result.entries(), result.head());
            return result.whole() ? Exit.OK : Exit.FAILED;
        }
    }

    /** {@code audit export}: the whole trail, to be kept elsewhere. */
    @Command
    static final class Export implements Callable<Exit> {
        private final Context context;

        @Parameters(paramLabel = "FILE", descriptionKey = "parameter.export")
        Path file = Path.of("audit.jsonl");

        @Mixin
        ReachOption reach = new ReachOption();

        Export(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            new AuditCalls(reach.pirogue(context)).export(file);
            context.screen().say("audit.exported", file.toString());
            return Exit.OK;
        }
    }

    /** {@code audit key}: by which others check an export. */
    @Command
    static final class Key implements Callable<Exit> {
        private final Context context;

        @Mixin
        ReachOption reach = new ReachOption();

        Key(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            context.screen().print(new AuditCalls(reach.pirogue(context)).key());
            return Exit.OK;
        }
    }
}
