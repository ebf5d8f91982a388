package org.pirogue.flow.table;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.WithoutErased;
import org.pirogue.ledger.table.TableBook;
import org.pirogue.ledger.table.TableVersion;

/** Behind {@code changed-rows-action}: hands a whole table over to the ledger, and says which version is due. */
public class ChangedRows {
    private static final String GROUP = "JMSXGroupID";

    private final TableBook tables;
    private final WithoutErased without;

    public ChangedRows(TableBook tables, WithoutErased without) {
        this.tables = tables;
        this.without = without;
    }

    /**
     * @param connection that the flow delivers to; lint holds it against the sink's
     * @param key names of columns, separated by commas
     * @return the message for the queue; none where nothing changed, or a person has to look at it first
     * @throws FlowException P614 where a key column is none of the table's
     */
    public List<String> handOver(String connection, String key, @Body Table table, Exchange exchange) {
        List<String> keys = Arrays.stream(key.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> columns = table.columns().stream().map(Column::name).toList();
        if (keys.isEmpty() || !columns.containsAll(keys)) {
            table.close();
            throw new FlowException(
                    "P614", "the key '" + key + "' of changed-rows-action is not among the columns " + columns);
        }
        String group = table.envelope().flow();
        List<String> messages = tables.handOver(without.rowsOf(table), keys).stream()
                .map(TableVersion::message)
                .map(message -> message.toJson())
                .toList();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(GROUP, group);
        return messages;
    }
}
