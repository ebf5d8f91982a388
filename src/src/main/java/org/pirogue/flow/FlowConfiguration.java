package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.pirogue.ledger.Deliveries;
import org.pirogue.ledger.KeptCases;
import org.pirogue.ledger.Outbox;
import org.pirogue.ledger.Past;
import org.pirogue.ledger.Plans;
import org.pirogue.ledger.RunBook;
import org.pirogue.ledger.RunRequests;
import org.pirogue.ledger.SliceBook;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSettings;
import org.quartz.Scheduler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that kamelets call, under the names that they call them by. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {
    private static final Duration METADATA = Duration.ofMinutes(10);

    @Bean
    FlowFiles flowFiles(Clock clock) {
        return new FlowFiles(clock);
    }

    @Bean
    MetadataReader metadataReader(CamelContext camel) {
        return new MetadataReader(camel.createProducerTemplate());
    }

    @Bean
    MetadataCache metadataCache(MetadataReader reader, Clock clock) {
        return new MetadataCache(reader, clock, METADATA);
    }

    @Bean
    ConnectionStates connectionStates(WorkspaceSettings settings, MetadataReader reader, Clock clock) {
        return new ConnectionStates(settings, reader, clock);
    }

    @Bean
    Collect collect(
            RunBook runs, Flows flows, RunRequests requests, FlowStarter starter, Followers followers, Node node) {
        return new Collect(runs, flows, requests, starter, followers, node.name());
    }

    @Bean
    FlowStarter flowStarter(Flows flows, RunBook runs, RunRequests requests, Scheduler scheduler) {
        return new FlowStarter(flows, runs, requests, scheduler);
    }

    @Bean
    Followers followers(WorkspaceSettings settings, Flows flows, RunRequests requests, FlowStarter starter) {
        return new Followers(settings, flows, requests, starter);
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
            Clock clock) {
        return new DataValuesSource(collect, runs, flows, files, metadata, reader, connections, clock);
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
            Connections connections) {
        return new LineListSource(collect, runs, kept, slices, flows, files, reader, connections);
    }

    @Bean
    Prepare prepare(Flows flows, FlowFiles files, Past past) {
        return new Prepare(flows, files, past);
    }

    @Bean
    TargetReader targetReader(MetadataCache metadata, Connections connections) {
        return new TargetReader(metadata, connections);
    }

    @Bean
    TargetComparison targetComparison(TargetReader target, SliceBook slices, Plans plans) {
        return new TargetComparison(target, slices, plans);
    }

    @Bean
    Pairs pairs(WorkspaceSettings settings, Flows flows, FlowFiles files) {
        return new Pairs(settings, flows, files);
    }

    @Bean
    FlowTerms flowTerms(Flows flows, FlowFiles files, Pairs pairs) {
        return new FlowTerms(flows, files, pairs);
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
            TargetComparison comparison) {
        return new ChangedSlices(flows, files, slices, runs, target, comparison);
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
    Sweep sweep(Outbox outbox, Flows flows, DeliverySettings settings) {
        return new Sweep(outbox, flows, settings);
    }
}
