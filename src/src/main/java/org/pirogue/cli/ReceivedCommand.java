package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.AuditCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit received}: who received this list, which version of it, by what and when, in a line each. */
@Command
final class ReceivedCommand implements Callable<Exit> {
    private static final int PAGE = 1_000;
    private static final int FIRST_NUMBER = 6;
    /** {@code /shares/7/3/outlets/kafka/who/complete}, {@code /shares/7/3?event=7/3/0}, {@code /3}, {@code /shares/7/3/flows/weekly}. */
    private static final Pattern PLACE = Pattern.compile("(?:/shares/(\\d+))?/(\\d+)(/[^?]*)?(\\?event=.*)?");

    private final Context context;

    @Parameters(paramLabel = "WORKSPACE/DATASET", descriptionKey = "parameter.dataset")
    String dataset = "";

    @Option(names = "--from", paramLabel = "DATE", descriptionKey = "option.fromDate")
    @Nullable
    String from;

    @Option(names = "--until", paramLabel = "DATE", descriptionKey = "option.untilDate")
    @Nullable
    String until;

    @Mixin
    ReachOption reach = new ReachOption();

    ReceivedCommand(Context context) {
        this.context = context;
    }

    private record What(String who, String share, String version, String by) {}

    private static final class Times {
        private String first = "";
        private String last = "";
        private long many;
        private long rows;

        private void add(JsonNode entry) {
            String at = entry.path("at").asText();
            first = many == 0 ? at : first;
            last = at;
            many++;
            rows = Math.max(rows, entry.path("rows").asLong());
        }
    }

    @Override
    public Exit call() {
        String resource = "datasets/" + dataset;
        Map<What, Times> received = new LinkedHashMap<>();
        AuditCalls calls = new AuditCalls(reach.pirogue(context));
        Map<String, @Nullable String> filter = new LinkedHashMap<>();
        filter.put("resource", resource);
        filter.put("from", from);
        filter.put("until", until);
        long after = 0;
        List<AuditCalls.Shown> page;
        do {
            page = calls.show(filter, after, PAGE);
            page.forEach(each -> what(each.entry(), resource.length())
                    .ifPresent(what ->
                            received.computeIfAbsent(what, none -> new Times()).add(each.entry())));
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
        print(received);
        return Exit.OK;
    }

    /** Empty of what did not leave, and of what carries no rows: notices, changes of the share. */
    private static Optional<What> what(JsonNode entry, int prefix) {
        String verb = entry.path("verb").asText();
        Matcher place = PLACE.matcher(entry.path("resource").asText().substring(prefix));
        if (!entry.path("outcome").asText().equals("allowed")
                || !(verb.equals("read") || verb.equals("send"))
                || !place.matches()) {
            return Optional.empty();
        }
        String[] rest = place.group(3) == null ? new String[0] : place.group(3).split("/");
        String share = place.group(1) == null ? "-" : place.group(1);
        String who = entry.path("who").asText();
        if (place.group(4) != null) {
            return Optional.of(new What(who, share, place.group(2), "topic"));
        }
        if (rest.length > 4 && rest[1].equals("outlets")) {
            // A topic's own entries say who took it; here stands that it was sent to one who may take it.
            return rest[2].equals("kafka") && rest[4].equals("complete")
                    ? Optional.of(new What(rest[3], share, place.group(2), rest[2]))
                    : Optional.empty();
        }
        if (verb.equals("send") || rest.length > 1 && rest[1].equals("outlets")) {
            return Optional.empty();
        }
        return Optional.of(new What(
                who, share, place.group(2), rest.length > 1 ? place.group(3).substring(1) : "REST"));
    }

    private void print(Map<What, Times> received) {
        Screen screen = context.screen();
        if (received.isEmpty()) {
            screen.say("audit.receivedByNobody", dataset);
            return;
        }
        Table table = screen.table(FIRST_NUMBER, "who", "share", "version", "by", "first", "last", "times", "rows");
        received.forEach((what, times) -> table.add(List.of(
                what.who(),
                what.share(),
                what.version(),
                what.by(),
                Moments.minute(times.first),
                Moments.minute(times.last),
                Long.toString(times.many),
                times.rows == 0 ? "-" : Long.toString(times.rows))));
        screen.print(table);
    }
}
