package org.pirogue.flow.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.camel.dhis2.bulk.TrackedEntities;
import org.pirogue.camel.dhis2.bulk.TrackedEntityQuery;
import org.pirogue.flow.CaseReader;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.ProgramMetadata;
import org.pirogue.prepare.table.CaseColumns;
import org.pirogue.workspace.Connections;

/**
 * Behind {@code dhis2-case-list-source}: the cases of a program as a table, one page after the other. All of them are read each
 * time, so that nothing of a person has to be kept to know what the whole table is.
 */
public class CaseListSource {
    private static final String FIELDS = "trackedEntity,updatedAt,deleted,attributes[attribute,value],"
            + "enrollments[enrollment,program,orgUnit,status,enrolledAt,occurredAt,deleted,attributes[attribute,value],"
            + "events[event,programStage,orgUnit,status,occurredAt,scheduledAt,deleted,dataValues[dataElement,value]]]";

    private final WholeTable whole;
    private final Flows flows;
    private final FlowFiles files;
    private final MetadataReader reader;
    private final Connections connections;

    public CaseListSource(
            WholeTable whole, Flows flows, FlowFiles files, MetadataReader reader, Connections connections) {
        this.whole = whole;
        this.flows = flows;
        this.files = files;
        this.reader = reader;
        this.connections = connections;
    }

    /**
     * @param columns name of the file beside the flow
     * @param programStage whose events are the rows; empty for a row each enrollment
     * @param enrolledAfter first day of the enrollments that belong to it; empty for all
     * @throws FlowException P828 where that is no day, P617 where a column names what the program does not have
     */
    public Iterator<Table> tables(
            String flow,
            String connection,
            String program,
            String columns,
            String programStage,
            String enrolledAfter,
            int pageSize,
            Exchange exchange) {
        String first = day(enrolledAfter);
        return whole.of(flow, exchange, envelope -> {
            CaseColumns known = files.columns(flows.of(envelope), columns);
            return table(
                    envelope,
                    connection,
                    program,
                    known,
                    programStage.isEmpty() ? null : programStage,
                    first,
                    pageSize);
        });
    }

    private Table table(
            Envelope envelope,
            String connection,
            String program,
            CaseColumns columns,
            @Nullable String stage,
            String first,
            int pageSize) {
        ProgramMetadata metadata = reader.program(connection, program);
        Set<String> codes = new TreeSet<>(columns.codes());
        if (stage != null) {
            codes.add(stage);
        }
        codes.removeIf(metadata::has);
        if (!codes.isEmpty()) {
            throw new FlowException(
                    "P617",
                    "program '" + program + "' of connection '" + connection
                            + "' has no stage, data element or attribute with the code(s) " + codes
                            + ": correct the columns");
        }
        Map<String, Map<String, String>> options =
                columns.named().isEmpty() ? Map.of() : reader.options(connection, program);
        TrackedEntities entities = entities(connection, metadata, first, pageSize);
        CaseReader cases = new CaseReader(metadata);
        return new Table(
                envelope,
                columns.columns(),
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entities.hasNext();
                    }

                    @Override
                    public Table.Part next() {
                        return columns.rows(page(entities, cases, first, pageSize), stage, options);
                    }
                },
                entities::close);
    }

    private static String day(String text) {
        try {
            return text.isBlank() ? "" : LocalDate.parse(text.strip()).toString();
        } catch (DateTimeException none) {
            throw new FlowException("P828", "enrolledAfter '" + text + "' is no day: write it as 2026-01-31");
        }
    }

    /** With the deleted ones: a page that loses one would shift those behind it, and one of them would be missed. */
    private TrackedEntities entities(String connection, ProgramMetadata metadata, String first, int pageSize) {
        TrackedEntityQuery.Builder query = TrackedEntityQuery.of(metadata.id());
        if (!first.isEmpty()) {
            query.parameter("enrollmentEnrolledAfter", first);
        }
        return connections
                .client(connection)
                .exportTrackedEntities(query.orgUnits(reader.rootUnits(connection), "DESCENDANTS")
                        .includeDeleted(true)
                        .fields(FIELDS)
                        .order("trackedEntity:asc")
                        .pageSize(pageSize)
                        .build());
    }

    /** Whose last enrollment is young enough comes with the earlier ones. */
    private static List<CaseRecord> page(Iterator<ObjectNode> entities, CaseReader cases, String first, int size) {
        List<CaseRecord> page = new ArrayList<>();
        for (int i = 0; i < size && entities.hasNext(); i++) {
            cases.read(entities.next()).stream()
                    .filter(each ->
                            first.isEmpty() || String.valueOf(each.enrolledAt()).compareTo(first) >= 0)
                    .forEach(page::add);
        }
        return page;
    }
}
