package org.pirogue.flow.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunSources;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.table.TableDeliveries.Claim;
import org.pirogue.ledger.table.TableVersion;
import org.pirogue.prepare.table.DatasetNotes;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetPublisher;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Publication;
import org.pirogue.workspace.dataset.Shares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Behind {@code dataset-sink}: the whole version of a table as a version of a dataset of the flow's workspace. */
public class DatasetSink {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetSink.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TableDelivery delivery;
    private final DatasetPublisher publisher;
    private final Shares shares;
    private final Flows flows;
    private final RunBook runs;
    private final Rejects rejects;
    private final VersionBook versions;
    /** A test of a country's files has none. */
    private final RunSources sources;

    private final ObjectProvider<AuditTrail> trail;

    public DatasetSink(
            TableDelivery delivery,
            DatasetPublisher publisher,
            Shares shares,
            Flows flows,
            RunBook runs,
            Rejects rejects,
            VersionBook versions,
            RunSources sources,
            ObjectProvider<AuditTrail> trail) {
        this.delivery = delivery;
        this.publisher = publisher;
        this.shares = shares;
        this.flows = flows;
        this.runs = runs;
        this.rejects = rejects;
        this.versions = versions;
        this.sources = sources;
        this.trail = trail;
    }

    /**
     * Publishes the version, and settles it; nothing where it is delivered, or no longer wanted. A version whose message comes
     * again after it was published is only settled.
     *
     * @param dataset its name in the workspace of the flow
     * @param about file beside the flow, empty for none
     */
    public void write(String connection, String dataset, String about, String text, Exchange exchange) {
        if (!(delivery.claim(text, exchange) instanceof Claim.Mine mine)) {
            return;
        }
        try {
            Publication publication = publication(mine, dataset, about);
            publisher.publish(publication).ifPresent(this::told);
            // Also where it was published before a kill.
            shares.follow(publication.dataset());
            delivery.settle(mine);
        } catch (RuntimeException refused) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, refused);
            delivery.failed(mine, exchange);
        }
    }

    private void told(DatasetVersion made) {
        trail.ifAvailable(audit -> audit.write(Deed.allowed(
                        Actor.system(),
                        Verb.PUBLISH,
                        "datasets/" + made.dataset() + "/" + made.version(),
                        made.dataset().workspace())
                .rows(made.rows())));
        LOG.info(
                "{} version {}: {} rows, by run {} of {}",
                made.dataset(),
                made.version(),
                made.rows(),
                made.run(),
                made.flow());
    }

    private Publication publication(Claim.Mine mine, String dataset, String about) {
        TableVersion version = mine.version();
        Flow flow = flows.get(version.flow());
        return new Publication(
                new DatasetName(version.workspace(), dataset),
                delivery.table(mine),
                version.key(),
                version.flow(),
                version.run(),
                quality(version.run()),
                lineage(version, flow, about),
                about(flow, about),
                TableRules.contract(flow));
    }

    private static Publication.About about(Flow flow, String file) {
        DatasetNotes notes = TableRules.notes(flow, file);
        return new Publication.About(
                notes.title(),
                notes.description(),
                notes.owner(),
                notes.columns(),
                notes.keepLast(),
                notes.keepDays(),
                TableRules.units(flow, notes));
    }

    /** What became of the source's records, and what was found on the way. */
    private ObjectNode quality(long run) {
        ObjectNode quality = JSON.createObjectNode();
        Run now = runs.find(run).orElseThrow();
        quality.set("records", JSON.valueToTree(now.tally()));
        quality.set("findings", JSON.valueToTree(rejects.byCode(run)));
        return quality;
    }

    /** By what it was made: nobody need ask which mapping of March that was. */
    private ObjectNode lineage(TableVersion version, Flow flow, String about) {
        ObjectNode lineage = JSON.createObjectNode();
        lineage.put("source", flow.source().parameters().getOrDefault("connection", ""));
        lineage.set("cursors", JSON.valueToTree(sources.of(version.run())));
        lineage.set(
                "steps",
                JSON.valueToTree(flow.collect().stream().map(Flow.Step::kamelet).toList()));
        lineage.setAll(guards(flow, about));
        versions.of(version.run()).ifPresent(used -> lineage.set("versions", JSON.valueToTree(used)));
        return lineage;
    }

    /** What a share of the version is held back by. */
    static ObjectNode guards(Flow flow, String about) {
        ObjectNode guards = JSON.createObjectNode();
        guards.put("cases", TableRules.isOfCases(flow));
        guards.put("anonymised", flow.step(TableRules.ANONYMISE).isPresent());
        flow.step(TableRules.ANONYMISE)
                .map(step -> TableRules.anonymisation(flow, step.parameter("rules")))
                .filter(rules -> rules.k() > 1)
                .ifPresent(rules -> guards.putObject("anonymity")
                        .put("k", rules.k())
                        .put("person", rules.person())
                        .set("quasiIdentifiers", JSON.valueToTree(rules.quasiIdentifiers())));
        DatasetNotes notes = TableRules.notes(flow, about);
        if (!notes.counts().isEmpty()) {
            guards.putObject("smallCells").put("least", notes.least()).set("columns", JSON.valueToTree(notes.counts()));
        }
        return guards;
    }
}
