package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.Conflict;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Days without ACT, which people type at the HMIS and at the Tracker: fifty runs, one way and the other in turn, while both
 * sides go on typing. What was expected is kept here, by a rule of four lines that shares nothing with Pirogue's.
 */
@Tag("full")
class BothWaysIT {
    private static final Logger LOG = LoggerFactory.getLogger(BothWaysIT.class);
    private static final String THERE = "stock-outs-to-tracker";
    private static final String BACK = "stock-outs-to-hmis";
    private static final String PERIOD = "202609";
    private static final int ROUNDS = 50;

    @TempDir
    static Path folder;

    private static World world;
    private static ChildPirogue pirogue;
    private static Side hmis;
    private static Side tracker;

    @BeforeAll
    static void start() throws Exception {
        world = World.of(Files.createDirectory(folder.resolve("sample")), 1300, "202608", "202610");
        hmis = Side.of(world, "hmis", "MAL_STOCK", "MAL_ACT_STOCKOUT", PERIOD);
        tracker = Side.of(world, "tracker", "TP_STOCK", "ACT_STOCKOUT_DAYS", PERIOD);
        List<String> settings = new ArrayList<>(world.settings(folder));
        settings.add("--pirogue.delivery.sweep-schedule=* * * * * ?");
        pirogue = ChildPirogue.start(World.CHECKOUT, folder.resolve("data"), folder.resolve("log"), settings)
                .ready();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pirogue.close();
        world.close();
    }

    @Test
    void carriesWhatOneSideChangedAndAsksWhereBothDid() throws Exception {
        sync(THERE);
        sync(BACK);
        assertThat(tracker.shown()).isEqualTo(hmis.shown()).isNotEmpty();
        long hmisBefore = hmis.now();
        long trackerBefore = tracker.now();

        Typing typing = new Typing();
        for (int round = 0; round < ROUNDS; round++) {
            typing.some();
            String flow = round % 2 == 0 ? THERE : BACK;
            sync(flow);
            typing.ran(flow);
        }
        for (String flow : List.of(THERE, BACK)) {
            sync(flow);
            typing.ran(flow);
        }

        Map<String, Conflict> conflicts = open();
        LOG.info(
                "{} rounds, {} figures typed, {} carried, {} conflicts",
                ROUNDS,
                typing.typed,
                hmis.carried(hmisBefore).size() + tracker.carried(trackerBefore).size(),
                conflicts.size());
        assertThat(hmis.shown()).as("%s", typing.history).isEqualTo(typing.expected(true));
        assertThat(tracker.shown()).as("%s", typing.history).isEqualTo(typing.expected(false));
        assertThat(conflicts.keySet()).as("cells that both sides changed").isEqualTo(typing.contested());
        assertThat(conflicts).isNotEmpty();
        assertThat(hmis.carried(hmisBefore).size()
                        + tracker.carried(trackerBefore).size())
                .as("what is typed travels once, and never comes back")
                .isLessThanOrEqualTo(typing.typed);
        noEcho();
        oneDecisionSettlesBothDirections();
        whatTheOtherFlowCarriesIsNotDeleted();
    }

    /** Only one of the two rows of a cell is decided; nobody asks for a run: the sweep brings it. */
    private static void oneDecisionSettlesBothDirections() {
        // The older of the two: what was typed since it tells, too.
        List<Conflict> asked = pirogue.api().conflicts(null, "open", 1000).stream()
                .sorted(Comparator.comparingLong((Conflict each) -> Long.parseLong(each.id())))
                .toList();
        Map<String, String> decided = new TreeMap<>();
        for (Conflict conflict : asked) {
            if (decided.containsKey(conflict.orgUnit())) {
                continue;
            }
            // One way and the other in turn, so that both ends win somewhere.
            boolean source = decided.size() % 2 == 0;
            String kept = source ? conflict.ours() : conflict.theirs();
            assertThat(pirogue.api()
                            .settle(
                                    List.of(Long.valueOf(conflict.id())),
                                    source ? "source" : "target",
                                    "the register says so"))
                    .hasSize(1);
            decided.put(conflict.orgUnit(), Objects.requireNonNullElse(kept, "nothing"));
        }
        assertThat(decided).isNotEmpty();
        assertThat(open()).as("both rows of each cell").isEmpty();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (Side side : List.of(hmis, tracker)) {
                Map<String, String> shown = side.shown();
                decided.forEach((unit, kept) -> assertThat(shown.getOrDefault(unit, "nothing"))
                        .as("%s at %s", unit, side.dataSet())
                        .isEqualTo(kept));
            }
        });
        assertThat(tracker.shown()).isEqualTo(hmis.shown());
        noEcho();
        assertThat(open()).isEmpty();
    }

    private static void whatTheOtherFlowCarriesIsNotDeleted() {
        RunRequest wish = new RunRequest(null, null, true, Mode.SYNC, true);
        assertThatThrownBy(() -> pirogue.api().start(THERE, wish))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("P472"));
    }

    private static void noEcho() {
        long hmisBefore = hmis.now();
        long trackerBefore = tracker.now();
        sync(THERE);
        sync(BACK);
        assertThat(hmis.carried(hmisBefore)).isEmpty();
        assertThat(tracker.carried(trackerBefore)).isEmpty();
    }

    private static Map<String, Conflict> open() {
        return pirogue.api().conflicts(null, "open", 1000).stream()
                .collect(Collectors.toMap(Conflict::orgUnit, each -> each, (one, other) -> one, TreeMap::new));
    }

    private static void sync(String flow) {
        Run run = pirogue.run(flow, Mode.SYNC);
        assertThat(run.failed()).as("%s", run).isFalse();
        assertThat(run.balanced()).isTrue();
        assertThat(run.inFlight()).isZero();
    }

    /** Types at random, and keeps what each side shows and what both last agreed on. */
    private static final class Typing {
        /** Few, so that both sides meet in some. */
        private static final int CELLS = 12;

        private final Random random = new Random(20261127);
        private final List<String> units;
        private final Map<String, String> base;
        private final Map<String, String> here;
        private final Map<String, String> there;
        /** What was typed and carried, by the model: told where the two differ. */
        private final List<String> history = new ArrayList<>();

        private int typed;

        Typing() {
            base = new HashMap<>(hmis.shown());
            here = new HashMap<>(base);
            there = new HashMap<>(base);
            units = base.keySet().stream().sorted().limit(CELLS).toList();
        }

        /** A run carries what only its own side changed; then both agree. */
        void ran(String flow) {
            history.add("\n" + flow + " H " + hmis.shown().get("BDI_0101_06") + " T "
                    + tracker.shown().get("BDI_0101_06"));
            Map<String, String> from = flow.equals(THERE) ? here : there;
            Map<String, String> to = flow.equals(THERE) ? there : here;
            for (String unit : units) {
                if (Objects.equals(to.get(unit), base.get(unit))) {
                    to.put(unit, from.get(unit));
                }
                if (Objects.equals(to.get(unit), from.get(unit))) {
                    base.put(unit, to.get(unit));
                }
            }
        }

        void some() {
            for (int i = random.nextInt(4); i > 0; i--) {
                boolean atHmis = random.nextBoolean();
                String unit = units.get(random.nextInt(units.size()));
                String value = random.nextInt(8) == 0 ? null : String.valueOf(random.nextInt(32));
                Map<String, String> side = atHmis ? here : there;
                if (Objects.equals(side.get(unit), value)) {
                    continue;
                }
                (atHmis ? hmis : tracker).hands().type(unit, PERIOD, value);
                side.put(unit, value);
                history.add("\n" + unit + (atHmis ? " HMIS " : " Tracker ") + value + ", base " + base.get(unit));
                typed++;
            }
        }

        /** What a side should show now, but for its empty cells. */
        Map<String, String> expected(boolean atHmis) {
            Map<String, String> shown = new TreeMap<>(atHmis ? here : there);
            shown.values().removeIf(Objects::isNull);
            return shown;
        }

        /** Cells that both sides changed, and differently. */
        Set<String> contested() {
            return units.stream()
                    .filter(unit -> !Objects.equals(here.get(unit), there.get(unit)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
