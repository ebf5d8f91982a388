package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Recorded verdicts, broken in every way: each is read as a verdict with an outcome for every record, or refused with a kind.
 * The seed is fixed, so that what fails fails again.
 */
class FuzzTest {
    private static final int SMALL = 3_000;
    private static final int FULL = 100_000;
    private static final int[] STATUSES = {200, 200, 200, 201, 400, 409, 409, 422, 500, 502, 503};
    private static final String[] GRAFTS = {
        "null",
        "-1",
        "2147483648",
        "1e400",
        "\"\"",
        "[]",
        "{}",
        "true",
        "[-1,99999]",
        "\"\\u0000\"",
        "[[[]]]",
        "{\"a\":{}}"
    };
    private static final List<DataValue> THREE = List.of(
            DataValue.put("de", "202510", "ou", "coc", "1"),
            DataValue.put("de", "202510", "ou2", "coc", "2"),
            DataValue.delete("de2", "202510", "ou", "coc"));

    private final Random random = new Random(20_261_127);
    private final Map<String, Integer> found = new TreeMap<>();

    @Test
    void readsOrRefusesEachBrokenVerdict() throws Exception {
        fuzz(SMALL);
    }

    @Test
    @Tag("full")
    void readsOrRefusesEachOfAHundredThousandBrokenVerdicts() throws Exception {
        fuzz(FULL);
    }

    private void fuzz(int times) throws Exception {
        List<byte[]> recordings = recordings();
        long since = System.nanoTime();
        for (int i = 0; i < times; i++) {
            byte[] broken = broken(recordings.get(random.nextInt(recordings.size())));
            judge(STATUSES[random.nextInt(STATUSES.length)], broken);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofMinutes(5));
        System.out.println("verdicts broken: " + times + ", read as " + found);
        assertThat(found).containsKeys("verdict", "OUTCOME_UNKNOWN", "report");
    }

    @Test
    void readsOrRefusesEachBrokenPage() throws Exception {
        fuzzPages(300);
    }

    @Test
    @Tag("full")
    void readsOrRefusesEachOfAHundredThousandBrokenPages() throws Exception {
        fuzzPages(FULL);
    }

    /** The same broken page comes whatever page is asked for: it must not be read for ever. */
    private void fuzzPages(int times) throws Exception {
        byte[] page = """
                {"pager":{"page":1,"pageSize":2,"nextPage":"http://x/?page=2"},"trackedEntities":[
                {"trackedEntity":"Te000000001","updatedAt":"2026-01-01T00:00:00","deleted":false,"enrollments":[]},
                {"trackedEntity":"Te000000002","updatedAt":"2026-01-02T00:00:00","attributes":[{"attribute":"a","value":"1"}]}]}""".getBytes(StandardCharsets.UTF_8);
        byte[][] now = {page};
        TrackedEntityQuery query = TrackedEntityQuery.of("p").pageSize(2).build();
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: " + now[0].length);
                    out.write(now[0]);
                });
                Dhis2BulkClient client = server.client()) {
            for (int i = 0; i < times; i++) {
                now[0] = broken(page);
                server.requests.clear();
                count(() -> {
                    try (TrackedEntities entities = client.exportTrackedEntities(query)) {
                        entities.forEachRemaining(entity -> {});
                    }
                    return "pages";
                });
                assertThat(server.requests).as("calls").hasSizeLessThan(10);
            }
        }
        System.out.println("pages broken: " + times + ", read as " + found);
        assertThat(found).containsKeys("pages", "NOT_JSON", "UNEXPECTED_ANSWER");
    }

    @Test
    void takesNoNumbersFromAListThatHasNone() {
        String body = """
                {"status":"ERROR","importCount":{"imported":0,"updated":0,"ignored":0,"deleted":0},"rejectedIndexes":[0],
                 "conflicts":[{"errorCode":"E8000","value":"Value #[, 1 2,] is bad","indexes":[0]}]}""";
        judge(409, body.getBytes(StandardCharsets.UTF_8));
        assertThat(found).containsKey("verdict");
    }

    private void judge(int status, byte[] body) {
        Dhis2Http.Reply reply = new Dhis2Http.Reply(
                new BasicClassicHttpResponse(status),
                body,
                new Faults(Dhis2Connection.builder("fuzz", "http://localhost").build(), "POST", "/api/x"));
        count(() -> {
            Verdict verdict = ImportSummary.verdict(reply, DataValueImport.of("ds", THREE));
            assertThat(verdict.outcomes()).hasSize(THREE.size()).doesNotContainNull();
            return "verdict";
        });
        TrackerReport.Named event = new TrackerReport.Named(TrackerVerdict.Type.EVENT, "Ev000000001");
        count(() -> {
            TrackerVerdict verdict = TrackerReport.verdict(reply, List.of(new TrackerReport.Sent(event, null)), false);
            assertThat(verdict.objects()).hasSize(1);
            return "report";
        });
    }

    /** Any other exception than one with a kind ends the test. */
    private void count(java.util.function.Supplier<String> reading) {
        String how;
        try {
            how = reading.get();
        } catch (Dhis2Exception e) {
            how = e.kind().name();
        }
        found.merge(how, 1, Integer::sum);
    }

    private byte[] broken(byte[] recording) {
        byte[] bytes = recording;
        for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(20)));
            case 3 -> joined(bytes, at, bytes, at);
            default -> grafted(bytes);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] = (byte) random.nextInt(256);
        return flipped;
    }

    /** Another value where one stood: still JSON, mostly. */
    private byte[] grafted(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int colon = text.indexOf(':', random.nextInt(text.length()));
        if (colon < 0) {
            return bytes;
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return (text.substring(0, colon + 1) + GRAFTS[random.nextInt(GRAFTS.length)] + text.substring(end))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        byte[] joined = new byte[head + middle.length + bytes.length - tail];
        System.arraycopy(bytes, 0, joined, 0, head);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(bytes, tail, joined, head + middle.length, bytes.length - tail);
        return joined;
    }

    private static List<byte[]> recordings() throws Exception {
        Path folder = Path.of(FuzzTest.class.getResource("/recorded").toURI());
        List<byte[]> recordings = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                if (name.contains("post") || name.startsWith("tracker-")) {
                    recordings.add(Recording.of(name).answer().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return recordings;
    }
}
