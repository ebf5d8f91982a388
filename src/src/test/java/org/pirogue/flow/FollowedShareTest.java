package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.flow.table.SharedDatasets;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code trigger: on-new-version} over the share of another workspace: it is the share that is followed, not its dataset. */
class FollowedShareTest {
    private final Publishes lab = new Publishes();
    private final String name = "follows-" + lab.name.name();
    private final RunRequests requests =
            new RunRequests(lab.jdbc, new TransactionTemplate(new JdbcTransactionManager(lab.jdbc.getDataSource())));
    private final List<String> fired = new ArrayList<>();
    private Followers followers;

    @BeforeEach
    void aFlowOfAnotherWorkspace() {
        lab.giving = new FollowedShares(requests);
        Flow flow = new Flow(
                name,
                "eoc",
                Path.of("."),
                List.of(new Flow.Step(
                        "dataset-source", Map.of("connection", "lab", "dataset", lab.name.name(), "flow", name))),
                List.of(),
                "eoc." + name);
        WorkspaceSettings.Flow triggered = new WorkspaceSettings.Flow(
                "eoc",
                "0 0 0 1 1 ? 2099",
                List.of(),
                60,
                WorkspaceSettings.Else.RUN,
                WorkspaceSettings.Trigger.ON_NEW_VERSION,
                0,
                null,
                5,
                null);
        WorkspaceSettings settings = new WorkspaceSettings(
                null, Map.of("lab", WorkspaceSettings.Connection.datasets("lab")), Map.of(name, triggered));
        Flows flows = new Flows(List.of(flow));
        followers = new Followers(
                new FlowSettings(settings.flows()),
                flows,
                requests,
                new FlowStarter(flows, null, requests, null, null) {
                    @Override
                    void fire(String flow) {
                        fired.add(flow);
                    }
                },
                new Pause(null, flows, null) {
                    @Override
                    boolean isClosed(String flow) {
                        return false;
                    }
                },
                new SharedDatasets(settings, lab.shares));
    }

    private Share share(String workspace) {
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        Share.Terms terms = new Share.Terms(
                Share.Kind.WORKSPACE,
                workspace,
                List.of("id", "cases"),
                null,
                List.of(),
                false,
                null,
                null,
                null,
                "planning",
                null);
        return lab.shares.add(lab.name, terms, null, "tester");
    }

    private void publish(int rows) {
        lab.publish(Publishes.rows(rows, "1"));
        lab.shares.follow(lab.name);
    }

    /** What a run does when it begins and ends. */
    private void ran() {
        lab.jdbc.update(
                "insert into ledger.flow_followed (flow, upstream, version) select ?, flow, version from ledger.flow_version"
                        + " on conflict (flow, upstream) do update set version = excluded.version",
                name);
        lab.jdbc.update("update ledger.run set state = 'done', ended_at = ledger.now() where flow = ?", name);
        fired.clear();
    }

    @Test
    void aRunIsAskedForWhenTheShareGivesAVersionAndNotBefore() {
        publish(3);
        followers.look();
        assertThat(fired).as("nothing is shared with it").isEmpty();
        Share share = share("eoc");
        followers.look();
        followers.look();
        assertThat(fired).as("asked for once, fired until it has begun").containsOnly(name);
        assertThat(lab.jdbc.queryForList("select cause from ledger.run where flow = ?", String.class, name))
                .containsExactly("new-version");
        ran();
        followers.look();
        assertThat(fired).isEmpty();
        publish(4);
        followers.look();
        assertThat(fired).containsExactly(name);
        ran();
        lab.shares.withdraw(share.id(), "tester");
        publish(5);
        followers.look();
        assertThat(fired).isEmpty();
    }

    @Test
    void theShareOfAThirdWorkspaceIsNoReason() {
        publish(3);
        share("pbf");
        followers.look();
        assertThat(fired).isEmpty();
    }
}
