package org.pirogue.persons;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Tally;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.Expired;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.person.KeptCase;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.person.PersonSealing;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.table.ScratchTables;
import org.pirogue.ledger.value.Window;
import org.pirogue.workspace.RetentionSettings;
import org.pirogue.workspace.RetentionSettings.Days;
import org.pirogue.workspace.dataset.Publishes;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** One night, on 31 March 2026. */
class KeepingTest {
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final String workspace = "keeping-" + System.nanoTime();
    private final String flow = workspace + "-flow";
    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final Publishes lab = new Publishes();

    @BeforeEach
    void open() {
        DataDirectory data = DataDirectory.open(folder.resolve("data"));
        // Other tests share the database.
        data.secrets().of("person-key", () -> TestDatabase.PERSON_KEY);
        ScratchLedger.over(TestDatabase.source()).serve(beans);
        beans.registerBean(DataDirectory.class, () -> data);
        beans.registerBean(HoldLimits.class, () -> any -> 100);
        beans.refresh();
        RunBook runs = beans.getBean(RunBook.class);
        Run run = runs.open(flow, workspace, "test").orElseThrow();
        beans.getBean(KeptCases.class)
                .replace(
                        run,
                        List.of(kept("january", "202601"), kept("february", "202602")),
                        new Tally(2, 0, 0, 0, 0, 0),
                        List.of());
        runs.count(
                run.run(),
                new Tally(2, 0, 0, 0, 0, 0),
                List.of(
                        new Finding("P250", null, null, "x", "settled", "x"),
                        new Finding("P250", null, null, "x", "open", "x")));
        jdbc.update(
                "update ledger.reject set changed_at = ledger.now() - interval '40 days',"
                        + " state = case place when 'open' then 'open' else 'dismissed' end where run = ?",
                run.run());
        jdbc.update("update ledger.run set ended_at = ledger.now() where run = ?", run.run());
    }

    @AfterEach
    void close() {
        beans.close();
    }

    private static KeptCase kept(String enrollment, String period) {
        return new KeptCase(
                new CaseRecord("p", enrollment, "A", null, null, "ACTIVE", false, Map.of("SEX", "F"), List.of()),
                Set.of(new Window(period, "A")));
    }

    /** @param days of this flow, or of its workspace: what is said of others' does not reach it */
    private void night(RetentionSettings days) {
        new Keeping(
                        days,
                        beans.getBean(Expired.class),
                        lab.datasets,
                        beans.getBean(ScratchTables.class),
                        beans.getBean(PersonSealing.class),
                        TODAY)
                .look();
    }

    private List<String> cases() {
        return jdbc.queryForList(
                "select enrollment from ledger.kept_case where flow = ? order by 1", String.class, flow);
    }

    private List<String> rejects() {
        return jdbc.queryForList("select place from ledger.reject where flow = ? order by 1", String.class, flow);
    }

    @Test
    void whatIsSaidOfAFlowGoesAfterItsDaysAndTheRestStays() {
        night(new RetentionSettings(0, 0, null, Map.of(flow, new Days(45, 30))));
        assertThat(cases()).containsExactly("february");
        assertThat(rejects()).containsExactly("open");
    }

    @Test
    void whatIsSaidOfItsWorkspaceReachesItUnlessItsOwnIsSaid() {
        night(new RetentionSettings(0, 0, Map.of(workspace, new Days(20, 60)), Map.of(flow, new Days(null, 0))));
        assertThat(cases()).isEmpty();
        assertThat(rejects()).containsExactly("open", "settled");
    }

    @Test
    void whatIsSaidOfAFlowWinsOverItsWorkspace() {
        night(new RetentionSettings(0, 0, Map.of(workspace, new Days(20, 30)), Map.of(flow, new Days(45, 60))));
        assertThat(cases()).containsExactly("february");
        assertThat(rejects()).containsExactly("open", "settled");
    }

    @Test
    void withoutDaysAllStays() {
        night(new RetentionSettings(0, 0, null, null));
        assertThat(cases()).containsExactly("february", "january");
        assertThat(rejects()).containsExactly("open", "settled");
    }
}
