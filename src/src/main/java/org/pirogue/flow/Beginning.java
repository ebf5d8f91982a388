package org.pirogue.flow;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.run.Versions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * With which version of its flow a run collects. A run that is continued, after a restart or as the next part of a
 * backfill, goes on with the tables that it began with, as long as the same routes and kamelets carry it out.
 */
public class Beginning {
    private static final String CHANGED = "P652";
    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    private final Flows flows;
    private final VersionBook versions;
    private final RunRequests requests;
    private final ObjectProvider<Archive> archive;

    /** @param archive none where nothing is deployed, as in a test */
    public Beginning(Flows flows, VersionBook versions, RunRequests requests, ObjectProvider<Archive> archive) {
        this.flows = flows;
        this.versions = versions;
        this.requests = requests;
        this.archive = archive;
    }

    /** @return false where the run cannot go on: the rest of it is asked for in another run */
    boolean of(Run run, Exchange exchange) {
        Flows.Version newest = flows.newest(run.flow());
        Optional<Flow> flow =
                newest.versions() == null ? Optional.of(newest.flow()) : version(run, newest.flow(), newest.versions());
        if (flow.isEmpty()) {
            String from = requests.period(run.run()).orElse(null);
            Run again = versions.askAgain(
                    run,
                    from,
                    CHANGED,
                    "its flow was changed while it was under way: what it handed over is delivered, the rest is"
                            + " read by the flow as it is now");
            LOG.warn("{} run {} of {} ends, run {} takes its place", CHANGED, run.run(), run.flow(), again.run());
            return false;
        }
        flows.begin(run.run(), flow.get());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange over) {
                flows.end(run.run());
            }
        });
        return true;
    }

    private Optional<Flow> version(Run run, Flow newest, Versions now) {
        Versions before = run.planned() ? versions.of(run.run()).orElse(null) : null;
        if (before == null) {
            versions.begunAnew(run.run(), now);
            versions.used(run.run(), now);
            return Optional.of(newest);
        }
        if (before.same(now)) {
            return Optional.of(newest);
        }
        return before.sameSteps(now)
                ? Optional.ofNullable(archive.getIfAvailable())
                        .flatMap(kept -> kept.flow(before.deployment(), run.flow()))
                : Optional.empty();
    }
}
