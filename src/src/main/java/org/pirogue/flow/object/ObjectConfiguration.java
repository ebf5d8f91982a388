package org.pirogue.flow.object;

import java.time.Clock;
import java.util.List;
import org.pirogue.flow.Collect;
import org.pirogue.flow.DeliverySettings;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.Node;
import org.pirogue.flow.WithoutErased;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.workspace.Connections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that kamelets of organisation units and tracked entities call, under the names that they call them by. */
@Configuration(proxyBeanMethods = false)
public class ObjectConfiguration {
    @Bean
    OrgUnitReader orgUnitReader(Connections connections) {
        return new OrgUnitReader(connections);
    }

    @Bean
    OrgUnitsSource orgUnitsSource(
            Collect collect,
            RunBook runs,
            ObjectBook objects,
            Flows flows,
            OrgUnitReader units,
            MetadataReader metadata,
            Clock clock) {
        return new OrgUnitsSource(collect, runs, objects, flows, units, metadata, clock);
    }

    @Bean
    OrgUnitTarget orgUnitTarget(OrgUnitReader units) {
        return new OrgUnitTarget(units);
    }

    @Bean
    ObjectComparison objectComparison(ObjectBook book, ObjectDeliveries deliveries, Plans plans) {
        return new ObjectComparison(book, deliveries, plans);
    }

    @Bean
    ChangedObjects changedObjects(
            Flows flows, ObjectBook objects, ObjectComparison comparison, List<ObjectTarget> targets) {
        return new ChangedObjects(flows, objects, comparison, targets);
    }

    @Bean
    ObjectDelivery objectDelivery(
            ObjectDeliveries deliveries, RunBook runs, Flows flows, DeliverySettings settings, Node node) {
        return new ObjectDelivery(deliveries, runs, flows, settings, node);
    }

    @Bean
    TrackerSource trackerSource(
            Collect collect,
            RunBook runs,
            Flows flows,
            MetadataReader metadata,
            Connections connections,
            WithoutErased without) {
        return new TrackerSource(collect, runs, flows, metadata, connections, without);
    }

    @Bean
    TrackerTarget trackerTarget(Connections connections) {
        return new TrackerTarget(connections);
    }

    @Bean
    TrackerDelivery trackerDelivery(ObjectDelivery delivery, TrackerTarget target) {
        return new TrackerDelivery(delivery, target);
    }

    @Bean
    OrgUnitDelivery orgUnitDelivery(ObjectDelivery delivery, OrgUnitTarget target) {
        return new OrgUnitDelivery(delivery, target);
    }
}
