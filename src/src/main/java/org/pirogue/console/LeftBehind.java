package org.pirogue.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.buffer.Queues;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.object.ObjectOutbox;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Outbox;
import org.springframework.stereotype.Component;

/** What flows that are gone have not delivered: it stays, and travels when the flow comes back. */
@Component
class LeftBehind {
    private static final String CODE = "P655";

    private final Flows flows;
    private final Outbox outbox;
    private final ObjectOutbox objects;
    private final RunBook runs;
    private final Queues queues;

    LeftBehind(Flows flows, Outbox outbox, ObjectOutbox objects, RunBook runs, Queues queues) {
        this.flows = flows;
        this.outbox = outbox;
        this.objects = objects;
        this.runs = runs;
        this.queues = queues;
    }

    List<ApiDeployment.Left> all() {
        Map<String, Long> pending = new TreeMap<>(outbox.pending());
        objects.pending().forEach((flow, many) -> pending.merge(flow, many, Long::sum));
        List<ApiDeployment.Left> left = new ArrayList<>();
        pending.forEach((flow, many) -> {
            if (!flows.has(flow)) {
                String queue = runs.latest(flow)
                        .map(run -> run.workspace() + "." + flow)
                        .orElse(flow);
                left.add(new ApiDeployment.Left(CODE, flow, many, queue, queues.depth(queue)));
            }
        });
        return left;
    }
}
