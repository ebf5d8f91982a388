package org.pirogue.flow.table;

import java.time.Clock;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.Spool;
import org.pirogue.flow.Collect;
import org.pirogue.flow.Collecting;
import org.pirogue.flow.DeliverySettings;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.Node;
import org.pirogue.flow.Relations;
import org.pirogue.flow.SourceAccess;
import org.pirogue.flow.WithoutErased;
import org.pirogue.flow.object.OrgUnitReader;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunSources;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.table.ScratchTables;
import org.pirogue.ledger.table.TableBook;
import org.pirogue.ledger.table.TableDeliveries;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.dataset.DatasetPublisher;
import org.pirogue.workspace.dataset.DatasetReader;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that kamelets of tables call, under the names that they call them by. */
@Configuration(proxyBeanMethods = false)
public class TableConfiguration {
    @Bean
    TableFileSource tableFileSource(WholeTable whole, Flows flows, FlowFiles files, FilePlaces places, Spool spool) {
        return new TableFileSource(whole, flows, files, places, spool);
    }

    @Bean
    TableFileSink tableFileSink(TableDelivery delivery, FilePlaces places, RunBook runs) {
        return new TableFileSink(delivery, places, runs);
    }

    @Bean
    DatasetChangesSource datasetChangesSource(
            WholeTable whole,
            Flows flows,
            WorkspaceSettings settings,
            Datasets datasets,
            DatasetReader reader,
            ScratchTables scratch,
            Clock clock) {
        return new DatasetChangesSource(whole, flows, settings, datasets, reader, scratch, clock);
    }

    @Bean
    DatasetTables datasetTables(
            WorkspaceSettings settings,
            Datasets datasets,
            DatasetReader reader,
            Shares shares,
            RunSources sources,
            ObjectProvider<AuditTrail> trail) {
        return new DatasetTables(settings, datasets, reader, shares, sources, trail);
    }

    @Bean
    DatasetSource datasetSource(WholeTable whole, DatasetTables datasets) {
        return new DatasetSource(whole, datasets);
    }

    @Bean
    DatasetSink datasetSink(
            TableDelivery delivery,
            DatasetPublisher publisher,
            Shares shares,
            Flows flows,
            RunBook runs,
            Rejects rejects,
            VersionBook versions,
            RunSources sources,
            ObjectProvider<AuditTrail> trail) {
        return new DatasetSink(delivery, publisher, shares, flows, runs, rejects, versions, sources, trail);
    }

    @Bean
    RowTallies rowTallies() {
        return new RowTallies();
    }

    @Bean
    RowsToValues rowsToValues(
            Flows flows,
            FlowFiles files,
            Relations relations,
            MetadataReader reader,
            WorkspaceSettings settings,
            Collect collect,
            Collecting collecting,
            RunBook runs,
            VersionBook versions,
            SliceBook slices,
            RowTallies tallies,
            ScratchTables scratch,
            DataDirectory data) {
        return new RowsToValues(
                flows,
                files,
                relations,
                reader,
                settings,
                collect,
                collecting,
                runs,
                versions,
                slices,
                tallies,
                new RowDigests(data.secrets()),
                scratch);
    }

    @Bean
    TableSteps tableSteps(Flows flows, ScratchTables scratch, DataDirectory data, DatasetTables datasets, Clock clock) {
        return new TableSteps(flows, scratch, data.secrets(), datasets, clock);
    }

    @Bean
    WholeTable wholeTable(Collect collect, Flows flows, WithoutErased without, RunSources sources) {
        return new WholeTable(collect, flows, without, sources);
    }

    @Bean
    CaseListSource caseListSource(
            WholeTable whole, Flows flows, FlowFiles files, MetadataReader reader, Connections connections) {
        return new CaseListSource(whole, flows, files, reader, connections);
    }

    @Bean
    OrgUnitListSource orgUnitListSource(WholeTable whole, OrgUnitReader units, SourceAccess access) {
        return new OrgUnitListSource(whole, units, access);
    }

    @Bean
    ValueListSource valueListSource(
            WholeTable whole,
            Flows flows,
            MetadataReader reader,
            SourceAccess access,
            Connections connections,
            ScratchTables scratch,
            Clock clock) {
        return new ValueListSource(whole, flows, reader, access, connections, scratch, clock);
    }

    @Bean
    ChangedRows changedRows(TableBook tables, WithoutErased without) {
        return new ChangedRows(tables, without);
    }

    @Bean
    TableDelivery tableDelivery(
            TableDeliveries deliveries, ScratchTables scratch, RunBook runs, DeliverySettings settings, Node node) {
        return new TableDelivery(deliveries, scratch, runs, settings, node);
    }
}
