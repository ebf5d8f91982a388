package org.pirogue.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.Publishes;

/** Rows over HTTP, byte by byte. */
class DatasetHttpTest {
    private static final Publishes LAB = new Publishes();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static DatasetServer server;
    private static String rows;
    private static byte[] whole;

    @BeforeAll
    static void serve() throws Exception {
        server = new DatasetServer(LAB);
        LAB.publish(Publishes.rows(12_000, "1"));
        LAB.publish(Publishes.rows(10_000, "2"));
        DatasetName name = LAB.name;
        rows = "/api/datasets/" + name + "/rows";
        whole = ask(rows).body();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> ask(String path, String... headers) throws Exception {
        return by("GET", path, headers);
    }

    private static HttpResponse<byte[]> by(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void theCurrentVersionIsGivenUnlessAnotherIsNamed() throws Exception {
        HttpResponse<byte[]> current = ask(rows);
        assertThat(current.statusCode()).isEqualTo(200);
        assertThat(header(current, "Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(header(current, "X-Dataset-Version")).isEqualTo("2");
        assertThat(header(current, "Content-Length")).isEqualTo(String.valueOf(whole.length));
        assertThat(new String(whole, StandardCharsets.UTF_8).lines()).hasSize(10_001);
        assertThat(new String(ask(rows + "?version=1").body(), StandardCharsets.UTF_8).lines())
                .hasSize(12_001);
        assertThat(ask(rows + "?version=3").statusCode()).isEqualTo(404);
        assertThat(ask("/api/datasets/lab/nothing/rows").statusCode()).isEqualTo(404);
        assertThat(new String(ask("/api/datasets/..%2f..%2fetc/passwd/rows").body(), StandardCharsets.UTF_8))
                .doesNotContain("root:");
    }

    @Test
    void theFormatIsTheOneThatIsAskedForOrAccepted() throws Exception {
        assertThat(header(ask(rows + "?format=jsonl"), "Content-Type")).startsWith("application/x-ndjson");
        assertThat(header(ask(rows, "Accept", "application/x-ndjson"), "Content-Type"))
                .startsWith("application/x-ndjson");
        HttpResponse<byte[]> unknown = ask(rows + "?format=xls");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(new String(unknown.body(), StandardCharsets.UTF_8)).contains("P750");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String tag = header(ask(rows), "ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        HttpResponse<byte[]> again = ask(rows, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(ask(rows, "If-None-Match", "\"x\", W/" + tag).statusCode()).isEqualTo(304);
        assertThat(ask(rows + "?version=1", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void aRangeIsOfTheExactBytes() throws Exception {
        HttpResponse<byte[]> middle = ask(rows, "Range", "bytes=1000-70999");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(header(middle, "Content-Range")).isEqualTo("bytes 1000-70999/" + whole.length);
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(whole, 1000, 71_000));
        assertThat(ask(rows, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 5, whole.length));
        assertThat(ask(rows, "Range", "bytes=" + (whole.length - 1) + "-").body())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 1, whole.length));
    }

    @Test
    void aRangeThatCannotBeIsToldAndOneOfAnotherFileIsNotHeeded() throws Exception {
        HttpResponse<byte[]> beyond = ask(rows, "Range", "bytes=" + whole.length + "-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.length);
        assertThat(ask(rows, "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(ask(rows, "Range", "bytes=0-9", "If-Range", header(ask(rows), "ETag"))
                        .statusCode())
                .isEqualTo(206);
        assertThat(ask(rows, "Range", "bytes=0-1,5-6").body()).isEqualTo(whole);
    }

    @Test
    void gzipIsAnotherRepresentationWithATagOfItsOwn() throws Exception {
        HttpResponse<byte[]> small = ask(rows, "Accept-Encoding", "br, gzip");
        assertThat(header(small, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(small, "ETag")).endsWith("-gzip\"").isNotEqualTo(header(ask(rows), "ETag"));
        assertThat(small.body().length).isLessThan(whole.length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes())
                .isEqualTo(whole);
        assertThat(header(ask(rows, "Accept-Encoding", "gzip;q=0"), "Content-Encoding"))
                .isEmpty();
        assertThat(header(ask(rows, "Accept-Encoding", "gzip", "Range", "bytes=0-9"), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void headSaysTheSameWithoutTheRows() throws Exception {
        HttpResponse<byte[]> head = by("HEAD", rows);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(whole.length));
        assertThat(header(head, "ETag")).isEqualTo(header(ask(rows), "ETag"));
    }

    @Test
    void everyReadIsWrittenDownBeforeItsFirstRow() throws Exception {
        server.deeds.clear();
        ask(rows);
        assertThat(server.deeds).hasSize(1).first().satisfies(deed -> {
            assertThat(deed.resource()).isEqualTo("datasets/" + LAB.name + "/2");
            assertThat(deed.verb()).isEqualTo(Verb.READ);
            assertThat(deed.rows()).isEqualTo(10_000);
        });
    }

    @Test
    void whoHasNoRightInTheWorkspaceSeesNothingOfIt() throws Exception {
        server.asks(Caller.of("eve", Actor.Kind.PERSON, Map.of("elsewhere", Set.of(Role.ADMIN)), null));
        try {
            assertThat(ask(rows).statusCode()).isEqualTo(404);
            assertThat(ask("/api/datasets/" + LAB.name).statusCode()).isEqualTo(404);
            assertThat(new String(ask("/api/datasets").body(), StandardCharsets.UTF_8))
                    .isEqualTo("[]");
            server.asks(Caller.of("pat", Actor.Kind.PERSON, Map.of("lab", Set.of(Role.PARTNER)), null));
            assertThat(ask(rows).statusCode()).isEqualTo(403);
        } finally {
            server.asks(Caller.everywhere("tester", Actor.Kind.PERSON, Role.ADMINISTRATOR.rights()));
        }
    }

    @Test
    void itIsListedAndDescribed() throws Exception {
        String list = new String(ask("/api/datasets?workspace=lab").body(), StandardCharsets.UTF_8);
        assertThat(list).contains("\"name\":\"" + LAB.name.name() + "\"", "\"state\":\"draft\"");
        String described = new String(ask("/api/datasets/" + LAB.name).body(), StandardCharsets.UTF_8);
        assertThat(described)
                .contains("\"rows\":10000", "\"gone\":2000", "\"changed\":10000", "\"description\":\"confirmed\"");
        assertThat(List.of(ask("/api/datasets/" + LAB.name + "/versions").statusCode()))
                .containsExactly(200);
    }
}
