package org.pirogue.flow;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.SourceScopes;
import org.pirogue.ledger.value.Window;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/**
 * Whether the source still shows what it showed before. An account that sees less, a unit that left the data set, answer
 * with nothing and without an error: what is missing is taken for gone only after this.
 */
public class SourceAccess {
    static final String SEES_LESS = "P447";
    private static final String NOTHING_GOES = ": nothing is taken for empty. ";

    private final Flows flows;
    private final Relations relations;
    private final MetadataReader reader;
    private final MetadataCache metadata;
    private final SourceScopes scopes;
    private final HeldRuns held;
    private final FlowFiles files;
    private final AnalyticsReader analytics;
    private final DataExchangeReader exchanges;

    public SourceAccess(
            Flows flows,
            Relations relations,
            MetadataReader reader,
            MetadataCache metadata,
            SourceScopes scopes,
            HeldRuns held,
            FlowFiles files,
            AnalyticsReader analytics,
            DataExchangeReader exchanges) {
        this.flows = flows;
        this.relations = relations;
        this.reader = reader;
        this.metadata = metadata;
        this.scopes = scopes;
        this.held = held;
        this.files = files;
        this.analytics = analytics;
        this.exchanges = exchanges;
    }

    /**
     * The account stands where it stood, or above.
     *
     * @throws FlowException P447 where it sees less than when this flow last read there
     */
    public void check(Run run, String connection) {
        Set<String> now = new TreeSet<>(reader.rootUnits(connection));
        Set<String> before = scopes.of(run.flow(), connection);
        Set<String> lost = new TreeSet<>(before);
        lost.removeAll(now);
        if (!lost.isEmpty()) {
            reader.orgUnitPaths(connection, lost).forEach((unit, path) -> {
                if (now.stream().anyMatch(root -> path.contains("/" + root))) {
                    lost.remove(unit);
                }
            });
        }
        if (!lost.isEmpty()) {
            throw new FlowException(
                    SEES_LESS,
                    "the user of connection '" + connection + "' does not see org unit(s) " + lost + " any more"
                            + NOTHING_GOES + "Give them back in DHIS2; if they are meant to be gone: ./pirogue approve "
                            + run.run() + " --reason …");
        }
        if (!now.equals(before)) {
            scopes.remember(run.flow(), connection, now);
        }
    }

    /** All is read, and some of it would take cells away: asks once more, before that is believed. */
    void confirm(Run run) {
        List<Window> waiting = held.windows(run.run());
        Flow flow = flows.of(run.run(), run.flow());
        String connection = flow.source().parameters().get("connection");
        if (waiting.isEmpty() || connection == null || isOfFiles(flow)) {
            return;
        }
        try {
            check(run, connection);
            String dataSet = flow.source().parameters().get("dataSet");
            String program = flow.source().parameters().get("program");
            if (flow.source().kamelet().equals(AnalyticsTerms.KAMELET)) {
                AnalyticsTerms terms = AnalyticsTerms.of(flow.source());
                confirm(flow, terms.type(), analytics.scope(terms, files.mapping(flow)), waiting);
            } else if (flow.source().kamelet().equals(DataExchangeTerms.KAMELET)) {
                AnalyticsScope scope = exchanges.scope(DataExchangeTerms.of(flow.source()), files.mapping(flow), run);
                confirm(flow, DataExchangeReader.type(scope), scope, waiting);
            } else if (dataSet != null && flow.step("map-codes-action").isPresent()) {
                DataSetMetadata known = metadata.fresh(connection, dataSet);
                confirm(relations.of(flow, known), known, waiting);
            } else if (program != null) {
                reader.program(connection, program);
            }
        } catch (RuntimeException e) {
            held.drop(run.run());
            throw e;
        }
    }

    /** Files were read whole, or the run has failed: there is no account that could see less of them. */
    private static boolean isOfFiles(Flow flow) {
        return flow.source().kamelet().equals("table-file-source");
    }

    private void confirm(Flow flow, PeriodType type, AnalyticsScope scope, List<Window> waiting) {
        analytics.age(flow.source().parameter("connection"));
        Relation relation = relations.of(flow, type, unit -> scope.unitId(unit) != null);
        for (Window window : waiting) {
            relation.sourceUnits(window.orgUnit(), Period.parse(window.period()))
                    .forEach(unit -> AnalyticsSource.known(scope, unit));
        }
    }

    private static void confirm(Relation relation, DataSetMetadata dataSet, List<Window> waiting) {
        for (Window window : waiting) {
            for (String unit : relation.sourceUnits(window.orgUnit(), Period.parse(window.period()))) {
                if (dataSet.orgUnitId(unit) == null) {
                    throw new FlowException(
                            "P310",
                            "org unit '" + unit + "' left data set " + dataSet.code() + " while it was read"
                                    + NOTHING_GOES + "The next run plans without it");
                }
            }
        }
    }
}
