package org.pirogue.flow.table;

import java.util.Iterator;
import org.apache.camel.Exchange;
import org.pirogue.batch.Table;
import org.pirogue.flow.FlowException;

/** Behind {@code dataset-source}: one version of a dataset as the table of a run. */
public class DatasetSource {
    private final WholeTable whole;
    private final DatasetTables datasets;

    public DatasetSource(WholeTable whole, DatasetTables datasets) {
        this.whole = whole;
        this.datasets = datasets;
    }

    /**
     * Opens the run, and gives its table.
     *
     * @param connection to the datasets of a workspace
     * @param version its number; empty for the current one
     * @throws FlowException P758 where the dataset is another workspace's, and was not shared with this one
     */
    public Iterator<Table> tables(String flow, String connection, String dataset, String version, Exchange exchange) {
        return whole.of(flow, exchange, envelope -> datasets.of(connection, dataset, version, envelope));
    }
}
