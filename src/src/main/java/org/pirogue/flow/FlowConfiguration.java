package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.Spool;
import org.pirogue.flow.table.RowTallies;
import org.pirogue.flow.table.SharedDatasets;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.object.ObjectOutbox;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.reject.FailedMessages;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.ledger.run.SourceScopes;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.table.TableOutbox;
import org.pirogue.ledger.value.Deliveries;
import org.pirogue.ledger.value.Drifts;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.Past;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.RetentionSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.Giving;
import org.pirogue.workspace.dataset.Shares;
import org.quartz.Scheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that kamelets of values call, and what all flows share, under the names that they call them by. */
@Configuration(proxyBeanMethods = false)
public class FlowConfiguration {
    private static final Duration METADATA = Duration.ofMinutes(10);

    @Bean
    FlowFiles flowFiles(Clock clock) {
        return new FlowFiles(clock);
    }

    @Bean
    MetadataReader metadataReader(CamelContext camel, Gates gates) {
        return new MetadataReader(camel.createProducerTemplate(), gates);
    }

    @Bean
    MetadataCache metadataCache(MetadataReader reader, Clock clock) {
        return new MetadataCache(reader, clock, METADATA);
    }

    @Bean
    ConnectionStates connectionStates(
            WorkspaceSettings settings,
            MetadataReader reader,
            Connections connections,
            FilePlaces places,
            Gates gates,
            Clock clock) {
        return new ConnectionStates(settings, reader, connections, places, gates, clock);
    }

    @Bean
    Spool spool(DataDirectory data) {
        Spool spool = new Spool(data.root().resolve("spool"));
        // The data folder is this process's alone: what lies there is of one that was killed.
        spool.sweep();
        return spool;
    }

    @Bean
    Pause pause(Gates gates, Flows flows, RunBook runs) {
        return new Pause(gates, flows, runs);
    }

    @Bean
    Postponed postponed(Gates gates, Flows flows, RunBook runs) {
        return new Postponed(gates, flows, runs);
    }

    @Bean
    FlowSettings flowSettings(WorkspaceSettings settings) {
        return new FlowSettings(settings.flows());
    }

    @Bean
    Collecting collecting() {
        return new Collecting();
    }

    @Bean
    Beginning beginning(Flows flows, VersionBook versions, RunRequests requests, ObjectProvider<Archive> archive) {
        return new Beginning(flows, versions, requests, archive);
    }

    @Bean
    Collect collect(
            RunBook runs,
            Flows flows,
            RunRequests requests,
            FlowStarter starter,
            Followers followers,
            Pause pause,
            Collecting collecting,
            Beginning beginning,
            Released released,
            SourceAccess access,
            Reconciliation reconciliation,
            Node node) {
        return new Collect(
                runs,
                flows,
                requests,
                starter,
                followers,
                pause,
                collecting,
                beginning,
                released,
                access,
                reconciliation,
                node.name());
    }

    @Bean
    HoldLimits holdLimits(FlowSettings settings) {
        return flow -> settings.of(flow)
                .map(WorkspaceSettings.Flow::holdAbovePercent)
                .orElseGet(() -> HoldLimits.USUAL.percent(flow));
    }

    @Bean
    Relations relations(FlowFiles files, MetadataReader reader, Clock clock) {
        return new Relations(files, reader, clock, METADATA);
    }

    @Bean
    SourceAccess sourceAccess(
            Flows flows,
            MetadataReader reader,
            MetadataCache metadata,
            SourceScopes scopes,
            HeldRuns held,
            Relations relations,
            FlowFiles files,
            AnalyticsReader analytics,
            DataExchangeReader exchanges) {
        return new SourceAccess(flows, relations, reader, metadata, scopes, held, files, analytics, exchanges);
    }

    @Bean
    DataExchangeReader dataExchangeReader(MetadataReader reader, Connections connections) {
        return new DataExchangeReader(reader, connections);
    }

    @Bean
    AnalyticsReader analyticsReader(MetadataReader reader) {
        return new AnalyticsReader(reader);
    }

    @Bean
    AnalyticsSource analyticsSource(
            Collect collect,
            RunBook runs,
            SliceBook ledger,
            Flows flows,
            FlowFiles files,
            AnalyticsReader reader,
            DataExchangeReader exchanges,
            Connections connections,
            SourceAccess access,
            Relations relations,
            Clock clock) {
        return new AnalyticsSource(
                collect, runs, ledger, flows, files, reader, exchanges, connections, access, relations, clock);
    }

    @Bean
    Reconciliation reconciliation(Drifts drifts, RunBook runs, Flows flows, Outgoing outgoing) {
        return new Reconciliation(drifts, runs, flows, outgoing);
    }

    @Bean
    ReconcileSchedules reconcileSchedules(FlowSettings settings, Scheduler scheduler) {
        return new ReconcileSchedules(settings, scheduler);
    }

    @Bean
    Outgoing outgoing(CamelContext camel) {
        return new Outgoing(camel.createProducerTemplate());
    }

    @Bean
    Released released(
            Outbox outbox, ObjectOutbox objects, TableOutbox tables, Outgoing outgoing, DeliverySettings settings) {
        return new Released(outbox, objects, tables, outgoing, settings);
    }

    @Bean
    Approvals approvals(HeldRuns held, RunBook runs, SourceScopes scopes, Flows flows, Released released) {
        return new Approvals(held, runs, scopes, flows, released);
    }

    @Bean
    FlowStarter flowStarter(Flows flows, RunBook runs, RunRequests requests, Pairs pairs, Scheduler scheduler) {
        return new FlowStarter(flows, runs, requests, pairs, scheduler);
    }

    @Bean
    Followers followers(
            FlowSettings settings,
            Flows flows,
            RunRequests requests,
            FlowStarter starter,
            Pause pause,
            WorkspaceSettings workspaces,
            Shares shares) {
        return new Followers(settings, flows, requests, starter, pause, new SharedDatasets(workspaces, shares));
    }

    @Bean
    Giving followedShares(RunRequests requests) {
        return new FollowedShares(requests);
    }

    @Bean
    DataValuesSource dataValuesSource(
            Collect collect,
            RunBook runs,
            Flows flows,
            FlowFiles files,
            MetadataCache metadata,
            MetadataReader reader,
            Connections connections,
            Clock clock,
            SourceAccess access,
            CompleteReports reports,
            Relations relations) {
        return new DataValuesSource(
                collect, runs, flows, files, metadata, reader, connections, clock, access, reports, relations);
    }

    @Bean
    CompleteReports completeReports(Connections connections, MetadataReader reader, SliceBook slices) {
        return new CompleteReports(connections, reader, slices);
    }

    @Bean
    LineListSource lineListSource(
            Collect collect,
            RunBook runs,
            KeptCases kept,
            SliceBook slices,
            Flows flows,
            FlowFiles files,
            MetadataReader reader,
            Connections connections,
            SourceAccess access,
            WithoutErased without,
            ObjectProvider<RetentionSettings> retention,
            Clock clock) {
        return new LineListSource(
                collect,
                runs,
                kept,
                slices,
                flows,
                files,
                reader,
                connections,
                access,
                without,
                retention.getIfAvailable(() -> RetentionSettings.USUAL),
                clock);
    }

    @Bean
    Prepare prepare(Flows flows, FlowFiles files, Past past, Relations relations, Clock clock) {
        return new Prepare(flows, files, past, relations, clock);
    }

    @Bean
    TargetReader targetReader(MetadataCache metadata, Connections connections) {
        return new TargetReader(metadata, connections);
    }

    @Bean
    TargetComparison targetComparison(TargetReader target, SliceBook slices, Plans plans, Drifts drifts) {
        return new TargetComparison(target, slices, plans, drifts);
    }

    @Bean
    Pairs pairs(FlowSettings settings, Flows flows, FlowFiles files) {
        return new Pairs(settings, flows, files);
    }

    @Bean
    FlowTerms flowTerms(Flows flows, FlowFiles files, Pairs pairs, Clocks clocks, DeliverySettings settings) {
        return new FlowTerms(flows, files, pairs, clocks, settings.clocksApart());
    }

    @Bean
    Clocks clocks(MetadataReader reader, Clock clock) {
        return new Clocks(reader, clock, METADATA);
    }

    @Bean
    TargetNames targetNames(Flows flows, MetadataCache metadata) {
        return new TargetNames(flows, metadata);
    }

    @Bean
    ChangedSlices changedSlices(
            Flows flows,
            FlowFiles files,
            SliceBook slices,
            RunBook runs,
            TargetReader target,
            TargetComparison comparison,
            WorkspaceSettings settings,
            RowTallies tallies) {
        return new ChangedSlices(flows, files, slices, runs, target, comparison, settings, tallies);
    }

    @Bean
    Delivery delivery(
            Deliveries deliveries,
            RunBook runs,
            MetadataCache metadata,
            TargetReader target,
            FlowTerms terms,
            DeliverySettings settings,
            Node node,
            Clock clock) {
        return new Delivery(deliveries, runs, metadata, target, terms, settings, node, clock);
    }

    @Bean
    KafkaDelivery kafkaDelivery(
            Deliveries deliveries, RunBook runs, Gates gates, DeliverySettings settings, Node node) {
        return new KafkaDelivery(deliveries, runs, gates, settings, node);
    }

    @Bean
    DeliveryFailures deliveryFailures(FailedMessages failed) {
        return new DeliveryFailures(failed);
    }

    @Bean
    NameCache nameCache(MetadataReader reader, Clock clock) {
        return new NameCache(reader, clock, METADATA);
    }

    @Bean
    TargetChecks targetChecks(MetadataCache metadata, Clock clock) {
        return new TargetChecks(metadata, clock);
    }

    @Bean
    RejectDesk rejectDesk(
            Rejects rejects,
            Decisions decisions,
            Flows flows,
            FlowFiles files,
            FlowStarter starter,
            Outgoing outgoing,
            TargetChecks checks) {
        return new RejectDesk(rejects, decisions, flows, files, starter, outgoing, checks);
    }

    @Bean
    StandingRejects standingRejects(
            Rejects rejects, Decisions decisions, Flows flows, TargetChecks checks, Outgoing outgoing) {
        return new StandingRejects(rejects, decisions, flows, checks, outgoing);
    }

    @Bean
    MappingAdvice mappingAdvice(Flows flows) {
        return new MappingAdvice(flows);
    }

    @Bean
    WithoutErased withoutErased(Erasures erasures) {
        return new WithoutErased(erasures);
    }

    @Bean
    MetadataCheck metadataCheck(FlowFiles files, MetadataCache metadata, MetadataReader reader) {
        return new MetadataCheck(files, metadata, reader);
    }

    @Bean
    Sweep sweep(Outbox outbox, ObjectOutbox objects, TableOutbox tables, Flows flows, DeliverySettings settings) {
        return new Sweep(outbox, objects, tables, flows, settings);
    }
}
