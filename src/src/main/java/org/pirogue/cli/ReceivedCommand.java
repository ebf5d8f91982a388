package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
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
    private static final Pattern PLACE = Pattern.compile("(?:/shares/(\\d+))?/(\\d+)(/[^?]*)?(?:\\?event=(.*))?");
    /** Begun, or complete with the number of its rows. */
    private static final Pattern KAFKA = Pattern.compile("outlets/kafka/([^/]+)(?:/complete)?");
    /** An event with this in its id tells of an erasure. */
    private static final String NOTICE = "/notice-";

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

    /** @param event its id, of a topic; else empty */
    private record Receipt(What what, String event) {}

    private static final class Times {
        private String first = "";
        private String last = "";
        private long many;
        /** Of each event once, by the telling that it belongs to: a version may be told again, and an event come twice. */
        private final Map<String, Map<String, Long>> rows = new HashMap<>();

        private void add(JsonNode entry, String event) {
            String at = entry.path("at").asText();
            first = first.isEmpty() ? at : first;
            last = at;
            many++;
            count(entry, event);
        }

        private void count(JsonNode entry, String event) {
            String telling = event.substring(0, Math.max(0, event.lastIndexOf('/')));
            rows.computeIfAbsent(telling, none -> new HashMap<>())
                    .merge(event, entry.path("rows").asLong(), Math::max);
        }

        private String rows() {
            long most = rows.values().stream()
                    .mapToLong(events ->
                            events.values().stream().mapToLong(Long::longValue).sum())
                    .max()
                    .orElse(0);
            return most == 0 ? "-" : Long.toString(most);
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
            page.forEach(each -> receipt(each.entry(), resource.length())
                    .ifPresent(receipt -> received.computeIfAbsent(receipt.what(), none -> new Times())
                            .add(each.entry(), receipt.event())));
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
        print(received);
        return Exit.OK;
    }

    /** Empty of what did not leave, and of what carries no rows: notices, changes of the share. */
    private static Optional<Receipt> receipt(JsonNode entry, int prefix) {
        String verb = entry.path("verb").asText();
        Matcher place = PLACE.matcher(entry.path("resource").asText().substring(prefix));
        if (!entry.path("outcome").asText().equals("allowed")
                || !(verb.equals("read") || verb.equals("send"))
                || !place.matches()) {
            return Optional.empty();
        }
        String share = place.group(1) == null ? "-" : place.group(1);
        String who = entry.path("who").asText();
        String version = place.group(2);
        String event = place.group(4);
        if (event != null) {
            return event.contains(NOTICE)
                    ? Optional.empty()
                    : Optional.of(new Receipt(new What(who, share, version, "topic"), event));
        }
        String way = place.group(3) == null ? "" : place.group(3).substring(1);
        Matcher kafka = KAFKA.matcher(way);
        if (kafka.matches()) {
            return Optional.of(new Receipt(new What(kafka.group(1), share, version, "kafka"), ""));
        }
        // A topic's own entries say who took it; that it was sent to one who may take it says nothing.
        return verb.equals("send") || way.startsWith("outlets/")
                ? Optional.empty()
                : Optional.of(new Receipt(new What(who, share, version, way.isEmpty() ? "REST" : way), ""));
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
                times.rows())));
        screen.print(table);
    }
}
