package org.pirogue.flow.table;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.prepare.table.ChangedLists;
import org.pirogue.prepare.table.ListChanges;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetReader;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;

/** Behind {@code dataset-changes-source}: what changed from year to year in a dataset that is a list of things. */
public class DatasetChangesSource {
    private final WholeTable whole;
    private final Flows flows;
    private final WorkspaceSettings settings;
    private final Datasets datasets;
    private final DatasetReader reader;
    private final Scratch.Place scratch;
    private final Clock clock;

    public DatasetChangesSource(
            WholeTable whole,
            Flows flows,
            WorkspaceSettings settings,
            Datasets datasets,
            DatasetReader reader,
            Scratch.Place scratch,
            Clock clock) {
        this.whole = whole;
        this.flows = flows;
        this.settings = settings;
        this.datasets = datasets;
        this.reader = reader;
        this.scratch = scratch;
        this.clock = clock;
    }

    /**
     * @param connection to the datasets of the flow's own workspace: what was shared with it is one version, not its past
     * @param rules name of the file beside the flow
     * @throws FlowException P758 where the dataset is another workspace's
     */
    public Iterator<Table> tables(String flow, String connection, String dataset, String rules, Exchange exchange) {
        return whole.of(flow, exchange, envelope -> {
            String owner =
                    String.valueOf(Objects.requireNonNull(settings.connections().get(connection))
                            .workspace());
            DatasetName name = new DatasetName(owner, dataset);
            if (!envelope.workspace().equals(owner)) {
                throw new FlowException(
                        "P758", name + " is another workspace's: only its own flows read how it changed");
            }
            return table(envelope, name, ListChanges.read(flows.of(envelope).file(rules)));
        });
    }

    private Table table(Envelope envelope, DatasetName name, ListChanges rules) {
        DatasetVersion current = datasets.version(name, null);
        List<DatasetVersion> kept = datasets.versions(name).stream()
                .filter(version -> version.droppedAt() == null)
                .sorted(Comparator.comparing(DatasetVersion::version))
                .toList();
        List<ChangedLists.Year> years = new ArrayList<>();
        for (ListYears<DatasetVersion> year : ListYears.of(kept, DatasetVersion::madeAt, clock.getZone())) {
            DatasetVersion before = year.before();
            years.add(new ChangedLists.Year(
                    year.year(),
                    before == null ? null : LocalDate.ofInstant(before.madeAt(), clock.getZone()),
                    before == null ? null : rows(before, envelope),
                    rows(year.now(), envelope),
                    year.older().stream().map(older -> rows(older, envelope)).toList()));
        }
        ChangedLists parts = new ChangedLists(rules, current.key(), years, scratch);
        return new Table(envelope, rules.columns(current.columns(), current.key()), parts, parts::close);
    }

    private Supplier<Table> rows(DatasetVersion version, Envelope envelope) {
        return () -> reader.table(version, envelope);
    }
}
