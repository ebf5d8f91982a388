package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.pirogue.buffer.DeadLetters;
import org.pirogue.buffer.Queues;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.springframework.jdbc.core.JdbcTemplate;

/** One of each kind that a workspace can have: a flow, a run, a reject, a conflict, a dead letter. */
final class WorkspaceThings {
    private WorkspaceThings() {}

    static Map<String, String> in(StartedPirogue pirogue, String workspace) throws Exception {
        var flow = workspace + "-flow";
        var queue = workspace + "." + flow;
        var flows = pirogue.bean(Flows.class);
        var all = new ArrayList<>(flows.all());
        all.add(new Flow(flow, workspace, pirogue.data(), List.of(), List.of(), queue));
        flows.change(all, Map.of());
        var jdbc = pirogue.bean(JdbcTemplate.class);
        var run = jdbc.queryForObject(
                "insert into ledger.run (flow, workspace, mode, state, ended_at) values (?, ?, 'COMPARE', 'done', now())"
                        + " returning run",
                Long.class,
                flow,
                workspace);
        var reject = jdbc.queryForObject(
                "insert into ledger.reject (run, flow, kind, code, place, text, value) values (?, ?, 'source', 'P201', 'row 1',"
                        + " 'x', '17') returning id",
                Long.class,
                run,
                flow);
        var conflict = jdbc.queryForObject(
                "insert into ledger.conflict (run, flow, data_set, org_unit, period, attribute_options, data_element,"
                        + " category_options) values (?, ?, 'D', 'U', '202601', '', 'E', '') returning id",
                Long.class,
                run,
                flow);
        pirogue.route(workspace + "-fails", "jms:queue:" + queue, exchange -> {
            throw new IllegalStateException();
        });
        pirogue.bean(ProducerTemplate.class).sendBody("jms:queue:" + queue, "x");
        await().untilAsserted(() ->
                assertThat(pirogue.bean(Queues.class).deadLetters(queue)).isEqualTo(1));
        var letter = pirogue.bean(DeadLetters.class).list(100, each -> each).stream()
                .filter(each -> each.queue().equals(queue))
                .findFirst()
                .orElseThrow();
        return Map.of(
                "FLOW",
                flow,
                "RUN",
                run.toString(),
                "REJECT",
                reject.toString(),
                "CONFLICT",
                conflict.toString(),
                "DEAD_LETTER",
                String.valueOf(letter.id()),
                "CONNECTION",
                workspace + "-files",
                "WORKSPACE",
                workspace);
    }
}
