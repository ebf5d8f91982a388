package org.pirogue.flow.table;

import java.util.Objects;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.flow.FlowException;
import org.pirogue.ledger.run.RunSources;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetReader;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A version of a dataset as a flow may read it: of its own workspace all of it; of another one what was shared with its
 * workspace, no more. Each reading stands in the audit trail.
 */
public class DatasetTables {
    private final WorkspaceSettings settings;
    private final Datasets datasets;
    private final DatasetReader reader;
    private final Shares shares;
    private final SharedDatasets shared;
    private final RunSources sources;
    /** A test of a country's files has none. */
    private final ObjectProvider<AuditTrail> trail;

    public DatasetTables(
            WorkspaceSettings settings,
            Datasets datasets,
            DatasetReader reader,
            Shares shares,
            RunSources sources,
            ObjectProvider<AuditTrail> trail) {
        this.settings = settings;
        this.datasets = datasets;
        this.reader = reader;
        this.shares = shares;
        this.shared = new SharedDatasets(settings, shares);
        this.sources = sources;
        this.trail = trail;
    }

    /**
     * It must be closed.
     *
     * @param connection to the datasets of a workspace
     * @param version its number; empty for the current one
     * @param envelope who reads it
     * @throws FlowException P758 where the dataset is another workspace's, and was not shared with this one
     */
    Table of(String connection, String dataset, String version, Envelope envelope) {
        String owner =
                Objects.requireNonNull(settings.connections().get(connection)).workspace();
        DatasetName name = new DatasetName(String.valueOf(owner), dataset);
        if (envelope.workspace().equals(owner)) {
            DatasetVersion wanted = datasets.version(name, number(version));
            read(envelope, wanted, wanted.rows(), "");
            return reader.table(wanted, envelope);
        }
        return shared(name, envelope);
    }

    private Table shared(DatasetName name, Envelope envelope) {
        Share share = shared.of(name, envelope.workspace())
                .orElseThrow(() -> new FlowException(
                        "P758",
                        name + " is another workspace's, and not shared with '" + envelope.workspace()
                                + "': ask for a share"));
        Shares.Given given = shares.given(share.id());
        read(envelope, given.version(), given.rows(), "/shares/" + share.id());
        return shares.table(given, envelope);
    }

    private void read(Envelope envelope, DatasetVersion version, long rows, String by) {
        sources.note(
                envelope.flow(), envelope.run(), "datasets/" + version.dataset(), Long.toString(version.version()));
        trail.ifAvailable(audit -> audit.write(Deed.allowed(
                        Actor.system(),
                        Verb.READ,
                        "datasets/" + version.dataset() + by + "/" + version.version() + "/flows/" + envelope.flow(),
                        version.dataset().workspace())
                .rows(rows)));
    }

    private static @org.jspecify.annotations.Nullable Long number(String version) {
        if (version.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(version.strip());
        } catch (NumberFormatException none) {
            throw new FlowException("P759", "version '" + version + "' of dataset-source is no number");
        }
    }
}
