package org.pirogue.flow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.home.Secrets;
import org.pirogue.ledger.run.RunSources;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.table.MemoryScratch;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** {@code join-action} into a dataset of another workspace: what was shared with the flow's workspace, no column and no row more. */
class JoinedShareTest {
    private static final Envelope RUN = new Envelope("weekly", "eoc", 0, 1, Envelope.Mode.SYNC);

    private final Publishes lab = new Publishes();

    @TempDir
    Path folder;

    @BeforeEach
    void aPublishedDatasetOfAnotherWorkspace() throws IOException {
        lab.publish(
                List.of(Column.text("id"), Column.text("district"), Column.text("result"), Column.text("village")),
                List.of(
                        row("1", "district", "GITEGA", "result", "positive", "village", "Kavira"),
                        row("2", "district", "NGOZI", "result", "negative", "village", "Sovuka")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        rules("columns: [id, result]", "take: [result]");
    }

    private void rules(String columns, String take) throws IOException {
        Files.writeString(folder.resolve("join.yaml"), """
                with:
                  connection: lab
                  dataset: %s
                  %s
                by: [id]
                %s
                """.formatted(lab.name.name(), columns, take));
    }

    private Share share(String workspace) {
        Share.Terms terms = new Share.Terms(
                Share.Kind.WORKSPACE,
                workspace,
                List.of("id", "result"),
                "district",
                List.of("GITEGA"),
                false,
                null,
                null,
                null,
                "planning",
                null);
        return lab.shares.add(lab.name, terms, null, "tester");
    }

    private List<Map<String, String>> joined() {
        Flow flow = new Flow("weekly", "eoc", folder, List.of(), List.of(), "eoc.weekly");
        WorkspaceSettings settings =
                new WorkspaceSettings(null, Map.of("lab", WorkspaceSettings.Connection.datasets("lab")), Map.of());
        DatasetTables datasets = new DatasetTables(
                settings,
                lab.datasets,
                null,
                lab.shares,
                new RunSources(lab.jdbc),
                new StaticListableBeanFactory().getBeanProvider(org.pirogue.workspace.audit.AuditTrail.class));
        TableSteps steps = new TableSteps(
                new Flows(List.of(flow)), MemoryScratch::new, new Secrets(folder), datasets, Clock.systemUTC());
        List<Map<String, String>> rows = new ArrayList<>();
        try (Table table = steps.join("join.yaml", cases())) {
            table.parts().forEachRemaining(part -> part.rows().forEach(each -> rows.add(each.values())));
        }
        return rows;
    }

    private static Table cases() {
        List<Row> rows = List.of(row("1"), row("2"));
        return new Table(
                RUN,
                List.of(Column.text("id")),
                List.of(new Table.Part(rows, new Tally(2, 0, 0, 0, 0, 0), List.of()))
                        .iterator(),
                () -> {});
    }

    @Test
    void givesTheRowsOfTheShareAndOfNoOtherDistrict() {
        share("eoc");
        assertThat(joined()).containsExactlyInAnyOrder(Map.of("id", "1", "result", "positive"), Map.of("id", "2"));
    }

    @Test
    void aColumnThatTheShareDoesNotGiveIsNoneOfIts() throws IOException {
        share("eoc");
        rules("columns: [id, village]", "take: [village]");
        assertThatThrownBy(this::joined)
                .isInstanceOf(Problems.class)
                .hasMessageContaining("P827")
                .hasMessageContaining("village")
                .hasMessageNotContaining("Kavira");
    }

    @Test
    void withoutAShareItIsRefusedThoughAnotherWorkspaceHasOne() {
        share("nmcp");
        assertThatThrownBy(this::joined)
                .isInstanceOfSatisfying(FlowException.class, refused -> assertThat(refused.code())
                        .isEqualTo("P758"));
    }

    @Test
    void fromTheWithdrawalOnItIsRefused() {
        Share share = share("eoc");
        assertThat(joined()).hasSize(2);
        lab.shares.withdraw(share.id(), "tester");
        assertThatThrownBy(this::joined)
                .isInstanceOfSatisfying(FlowException.class, refused -> assertThat(refused.code())
                        .isEqualTo("P758"));
    }

    @Test
    void ofADatasetThatWasTakenBackNothingIsGiven() {
        share("eoc");
        lab.datasets.state(lab.name, Dataset.State.WITHDRAWN, "tester");
        assertThatThrownBy(this::joined)
                .isInstanceOfSatisfying(FlowException.class, refused -> assertThat(refused.code())
                        .isEqualTo("P758"));
    }
}
