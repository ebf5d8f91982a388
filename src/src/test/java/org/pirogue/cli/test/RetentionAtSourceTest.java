package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.flow.Collect;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.Flows;
import org.pirogue.flow.LineListSource;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.SourceAccess;
import org.pirogue.flow.WithoutErased;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.ledger.value.VersionedSlice;
import org.pirogue.ledger.value.Window;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.RetentionSettings;

/** A case of a period whose time is over is neither kept nor counted when the source sends it late, or again. */
class RetentionAtSourceTest {
    private static final String NAME = "retention-at-source";
    private static final String RULES = """
            data_element,category_options,count,when,date,zero,valid_from,valid_to
            CONF,U5,events,"#{VISIT.RESULT} == 'POS'",event,absent,,
            """;
    private static final Map<String, String> SOURCE =
            Map.of("flow", NAME, "connection", Bench.CONNECTION, "program", "CASES", "schedule", Bench.NEVER);
    private static final Map<String, String> LEDGER =
            Map.of("connection", Bench.CONNECTION, "dataSet", "TARGET", "fullRun", "trust");

    @TempDir
    Path folder;

    @Test
    void onlyWhatCountsInAnOpenPeriodIsKeptAndCountedInFullRunsToo() throws Exception {
        Files.writeString(folder.resolve("rules.csv"), RULES);
        Map<String, String> rules = Map.of("rules", "rules.csv");
        Flow flow = new Flow(
                NAME,
                "test",
                folder,
                List.of(
                        new Flow.Step("dhis2-line-list-source", SOURCE),
                        new Flow.Step("aggregate-events-action", rules),
                        new Flow.Step("changed-slices-action", LEDGER)),
                List.of(),
                "test." + NAME);
        Path metadata = TestGround.HOME.resolve("kamelets/test/tracker.json");
        try (Bench bench = new Bench(
                TestGround.ground(),
                new Flows(List.of(flow)),
                LocalDate.of(2026, 5, 1),
                Map.of(Bench.CONNECTION, metadata))) {
            bench.camel.getRegistry().bind("lineListSource", source(bench, 45));
            Objects.requireNonNull(bench.server)
                    .type(
                            bench.bean(Connections.class).client(Bench.CONNECTION),
                            "CASES",
                            List.of(one("old", "2026-02-10"), one("new", "2026-04-10")));
            SmallestFlow route = SmallestFlow.from("kamelet:dhis2-line-list-source", SOURCE)
                    .to("kamelet:aggregate-events-action", rules)
                    .to("kamelet:changed-slices-action", LEDGER);
            route.splitTo("jms:queue:" + flow.queue());
            route.start(bench.camel);

            assertThat(sent(bench, flow)).extracting(SliceKey::period).containsExactly("202604");
            assertThat(bench.books.kept.windows(NAME))
                    .extracting(Window::period)
                    .containsExactly("202604");
            assertThat(sent(bench, flow)).isEmpty();
        }
    }

    private static LineListSource source(Bench bench, int days) {
        return new LineListSource(
                bench.bean(Collect.class),
                bench.bean(RunBook.class),
                bench.bean(KeptCases.class),
                bench.bean(SliceBook.class),
                bench.bean(Flows.class),
                bench.bean(FlowFiles.class),
                bench.bean(MetadataReader.class),
                bench.bean(Connections.class),
                bench.bean(SourceAccess.class),
                new WithoutErased(bench.bean(Erasures.class)),
                new RetentionSettings(days, 0, null, null),
                bench.bean(Clock.class));
    }

    private static CaseRecord one(String name, String day) {
        String uid = "0".repeat(10 - name.length()) + name;
        return new CaseRecord(
                "P" + uid,
                "N" + uid,
                "A",
                day,
                day,
                "ACTIVE",
                false,
                Map.of(),
                List.of(new CaseRecord.Event(
                        "E" + uid, "VISIT", "A", "COMPLETED", day, null, false, Map.of("RESULT", "POS"))));
    }

    /** By a full run, as if the target took it all. */
    private static List<SliceKey> sent(Bench bench, Flow flow) {
        Run run = bench.bean(FlowStarter.class).start(NAME, Envelope.Mode.SYNC, null, null, true);
        await().atMost(Bench.PATIENCE).until(() -> {
            Run.State state = bench.books.now(run).state();
            return state != Run.State.REQUESTED
                    && state != Run.State.COLLECTING
                    && bench.camel.getInflightRepository().size() == 0;
        });
        assertThat(bench.books.now(run).problem()).isNull();
        var messages = bench.messages(flow.queue());
        bench.books.deliver(messages);
        return messages.stream()
                .flatMap(message -> message.slices().stream())
                .map(VersionedSlice::key)
                .toList();
    }
}
