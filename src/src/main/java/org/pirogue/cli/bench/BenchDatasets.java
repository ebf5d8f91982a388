package org.pirogue.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.workspace.dataset.DatasetConfiguration;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetPublisher;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Format;
import org.pirogue.workspace.dataset.Publication;
import org.pirogue.workspace.dataset.ScratchDatasets;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A dataset of invented rows, in a database of its own. */
final class BenchDatasets implements AutoCloseable {
    private static final DatasetName NAME = new DatasetName("bench", "cases");

    private static final String FLOW = "bench";

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();

    BenchDatasets(ScratchLedger ledger, Path folder) {
        ledger.serve(beans);
        beans.registerBean(HoldLimits.class, () -> HoldLimits.USUAL);
        beans.registerBean(DataDirectory.class, () -> DataDirectory.open(folder));
        beans.register(DatasetConfiguration.class);
        beans.refresh();
        beans.getBean(ScratchDatasets.class).forget(FLOW);
    }

    /** @return how many rows the version has */
    long publish(long rows) {
        Table cases = StepData.lineList(rows);
        // Nobody is real, and nobody is anonymised: as if they were.
        List<Column> columns = cases.columns().stream()
                .map(column -> new Column(column.name(), column.type(), false, ""))
                .toList();
        var nothing = JsonNodeFactory.instance.objectNode();
        return beans.getBean(DatasetPublisher.class)
                .publish(new Publication(
                        NAME,
                        cases.changed(columns, cases.parts(), () -> {}),
                        List.of("id", "onset"),
                        FLOW,
                        1,
                        nothing,
                        nothing,
                        Publication.About.NOTHING))
                .orElseThrow()
                .rows();
    }

    /** @return how many rows the file has */
    long file(Format format) {
        Datasets datasets = beans.getBean(Datasets.class);
        var version = datasets.version(NAME, null);
        datasets.file(version, format);
        return version.rows();
    }

    @Override
    public void close() {
        beans.close();
    }
}
