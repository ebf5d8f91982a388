package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pirogue.cli.rest.PersonCalls;
import org.pirogue.cli.rest.PersonCalls.Sought;
import org.pirogue.cli.rest.ShareCalls;

/** One person who asks, step by step: where they are, who has them, that they go, do not come back, and come back. */
final class PersonsWay implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By what she is known in the Tracker and the district's lists, and in the dataset, which takes no identifier. */
    private static final Sought HER = new Sought(null, PersonsSample.NATIONAL_ID);

    private static final Sought HER_CASE = new Sought(null, "n-hers");
    private static final List<String> FLOWS =
            List.of(PersonsHome.COUNT, PersonsHome.COPY, PersonsHome.LIST, PersonsHome.DATASET, PersonsHome.PARTNERS);

    private final PrivatePirogue pirogue;
    private final PersonCalls calls;
    private final HttpServer receiver;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private long share;

    PersonsWay(PrivatePirogue pirogue) throws IOException {
        this.pirogue = pirogue;
        this.calls = new PersonCalls(pirogue.api());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            told.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    /** Her case is shared with another workspace, which reads it, and has a webhook. */
    void isShared() throws Exception {
        pirogue.post("/api/workspaces/hmis/secrets/hook", "{\"value\": \"of-the-receiver\"}");
        pirogue.post("/api/datasets/hmis/cases/publish", "{\"reason\": \"test\"}");
        ShareCalls shares = new ShareCalls(pirogue.api());
        share = shares.add(Map.of(
                        "workspace",
                        "hmis",
                        "dataset",
                        "cases",
                        "kind",
                        "workspace",
                        "to",
                        "nmcp",
                        "columns",
                        List.of("number", "sex"),
                        "purpose",
                        "test"))
                .share();
        String hook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        shares.addOutlet(share, Map.of("kind", "webhook", "target", hook, "secret", "hook"));
        shares.rows(share, "csv", pirogue.folder.resolve("given.csv"));
        await().atMost(LONG).until(() -> told.size() == 1);
    }

    /** A table with her waits for its target. */
    String isOnHerWay() {
        pirogue.api().suspend("eoc-files", "a table is to wait", "a test");
        String run = pirogue.begin(PersonsHome.LIST, true);
        await().atMost(LONG).until(() -> {
            var now = pirogue.api().run(run);
            return now.state().equals("delivering") && now.inFlight() > 0;
        });
        return run;
    }

    void isFoundByWhatNamesHer() {
        PersonCalls.Found found = calls.find("hmis", HER);
        assertThat(found.kept())
                .extracting(PersonCalls.Kept::what, PersonCalls.Kept::flow)
                .containsExactlyInAnyOrder(
                        tuple("case", PersonsHome.COUNT),
                        tuple("object", PersonsHome.COPY),
                        tuple("row", PersonsHome.LIST),
                        tuple("known-row", PersonsHome.LIST),
                        tuple("known-row", PersonsHome.PARTNERS));
        assertThat(found.kept())
                .filteredOn(kept -> kept.what().equals("object"))
                .extracting(PersonCalls.Kept::state)
                .containsExactly("at-target");
        PersonCalls.Found inDataset = calls.find("hmis", HER_CASE);
        assertThat(inDataset.datasets()).isNotEmpty().allSatisfy(each -> assertThat(each.rows())
                .isEqualTo(1));
        assertThat(inDataset.shares())
                .extracting(PersonCalls.InShare::recipient)
                .containsExactly("nmcp");
        assertThat(inDataset.received())
                .anySatisfy(each -> assertThat(each.what()).contains("/shares/" + share));
        assertThat(calls.find("nmcp", HER).isNothing()).as("another workspace").isTrue();
    }

    /** By what a partner's file calls her, which says nothing to anybody else. */
    void isFoundByAPseudonym() throws IOException {
        String pseudonym = pseudonym();
        PersonCalls.Found found = calls.find("hmis", new Sought(pseudonym, null));
        assertThat(found.kept())
                .extracting(PersonCalls.Kept::what, PersonCalls.Kept::flow)
                .contains(
                        tuple("case", PersonsHome.COUNT),
                        tuple("object", PersonsHome.COPY),
                        tuple("row", PersonsHome.LIST),
                        tuple("known-row", PersonsHome.PARTNERS));
    }

    /** Hers is the last row of the list, and of the file. */
    private String pseudonym() throws IOException {
        List<String> lines = Files.readAllLines(partners());
        assertThat(lines).hasSize(1 + PersonsSample.FEW + 1);
        return lines.get(lines.size() - 1).split(",")[0];
    }

    private Path partners() {
        return pirogue.folder.resolve("files/eoc/partners.csv");
    }

    void onlyALookChangesNothing() {
        PersonCalls.Found before = calls.find("hmis", HER);
        assertThat(calls.erase("hmis", HER, "she asked", true).erasure()).isZero();
        assertThat(calls.find("hmis", HER)).isEqualTo(before);
        assertThat(atTheCopy()).isTrue();
    }

    /** @return numbers of the erasures */
    List<Long> isErased(String onHerWay) {
        PersonCalls.Found found = calls.find("hmis", HER);
        PersonCalls.Erased erased = calls.erase("hmis", HER, "she asked", false);
        PersonCalls.Erased inDataset = calls.erase("hmis", HER_CASE, "she asked", false);

        assertThat(erased.found()).isEqualTo(found);
        pirogue.api().resume("eoc-files");
        // What stood at the other server is deleted there first.
        await().atMost(LONG).until(() -> calls.find("hmis", HER).kept().stream()
                .allMatch(kept -> kept.what().equals("known-row")));
        assertThat(atTheCopy()).as("deleted at the other server").isFalse();
        assertThat(pirogue.over(onHerWay).written())
                .as("the table with her was not delivered")
                .isZero();
        assertThat(calls.find("hmis", HER_CASE).datasets()).isEmpty();
        return List.of(erased.erasure(), inDataset.erasure());
    }

    /** By the webhook without her name, and in a list until the receiver says that it is done. */
    void itsReceiverIsTold() {
        PersonCalls.Notice notice = calls.notices().get(0);
        assertThat(calls.notices()).hasSize(1);
        assertThat(notice.recipient()).isEqualTo("nmcp");
        assertThat(notice.known()).containsExactly(PersonsSample.NUMBER);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(calls.notices().get(0).told())
                        .extracting(PersonCalls.Told::kind, PersonCalls.Told::state)
                        .containsExactly(tuple("webhook", "told")));
        assertThat(told).last().satisfies(event -> {
            assertThat(event.path("type").asText()).isEqualTo("org.pirogue.dataset.person.erased");
            assertThat(event.at("/data/notice").asLong()).isEqualTo(notice.notice());
            assertThat(event.toString()).doesNotContainIgnoringCase(PersonsSample.NUMBER);
        });
        calls.done(notice.notice());
        assertThat(calls.notices().get(0).known()).isEmpty();
    }

    /** Although she still is in the Tracker and the district's lists, which all runs read whole. */
    void doesNotComeBack() throws Exception {
        FLOWS.forEach(pirogue::full);
        for (Sought who : List.of(HER, HER_CASE)) {
            assertThat(calls.find("hmis", who).isNothing())
                    .as("%s", calls.find("hmis", who))
                    .isTrue();
        }
        assertThat(atTheCopy()).isFalse();
        assertThat(list()).contains("Person 000001").doesNotContain(PersonsSample.NAME);
        assertThat(Files.readAllLines(partners())).hasSize(1 + PersonsSample.FEW);
    }

    private String list() throws IOException {
        return Files.readString(pirogue.folder.resolve("files/eoc/cases.csv"), StandardCharsets.UTF_8);
    }

    private boolean atTheCopy() {
        return pirogue.atCopy().trackedEntities("MAL_CASES").stream()
                .anyMatch(each -> each.toString().contains(PersonsSample.NATIONAL_ID));
    }

    void isWrittenDownWithoutHerName(List<Long> erasures) throws Exception {
        String trail = pirogue.get("/api/audit?limit=1000");
        erasures.forEach(erasure -> assertThat(trail).contains("persons/erasures/" + erasure));
        assertThat(trail).doesNotContainIgnoringCase("jyx").doesNotContainIgnoringCase(PersonsSample.NUMBER);
    }

    void comesBackOnceThatIsLifted(List<Long> erasures) throws Exception {
        erasures.forEach(erasure -> calls.lift("hmis", erasure, "she came back"));
        FLOWS.stream().filter(flow -> !flow.equals(PersonsHome.LIST)).forEach(pirogue::full);
        assertThat(calls.find("hmis", HER_CASE).datasets()).hasSize(1);
        assertThat(calls.find("hmis", HER).kept())
                .extracting(PersonCalls.Kept::what)
                .contains("case", "object", "known-row");
        assertThat(atTheCopy()).isTrue();
        assertThat(Files.readAllLines(partners())).hasSize(1 + PersonsSample.FEW + 1);
    }

    @Override
    public void close() {
        receiver.stop(0);
    }
}
