package org.pirogue.country;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.pirogue.country.deploy.Deployment;
import org.pirogue.country.deploy.Started;
import org.pirogue.flow.ConnectionStates;
import org.pirogue.flow.Delivery;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.object.ObjectDelivery;
import org.pirogue.flow.table.TableDelivery;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.pirogue.home.StartupGate;
import org.pirogue.workspace.Connections;
import org.quartz.Scheduler;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives Camel the country's connections and routes, once everything has passed its checks. */
@Component
final class CountryRoutes implements CamelContextConfiguration {
    private final Deployment started;
    private final Connections connections;
    private final FlowStarter starter;
    private final Delivery delivery;
    private final ObjectDelivery objects;
    private final TableDelivery tables;
    private final Scheduler scheduler;
    private final ConnectionStates states;

    CountryRoutes(
            Started started,
            Connections connections,
            FlowStarter starter,
            Delivery delivery,
            ObjectDelivery objects,
            TableDelivery tables,
            Scheduler scheduler,
            ConnectionStates states,
            StartupGate gate) {
        this.started = started.deployment();
        this.connections = connections;
        this.starter = starter;
        this.delivery = delivery;
        this.objects = objects;
        this.tables = tables;
        this.scheduler = scheduler;
        this.states = states;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        delivery.begin();
        objects.begin();
        tables.begin();
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + started.kamelets());
        QuartzComponent quartz = camel.getComponent("quartz", QuartzComponent.class);
        quartz.setScheduler(scheduler);
        // Schedules lets it run, after it has looked for orphans.
        quartz.setAutoStartScheduler(false);
        connections.forBulk().forEach((name, connection) -> camel.getRegistry().bind(name, connection));
        connections.forKafka().forEach((name, cluster) -> camel.getRegistry().bind(name, cluster));
        connections.forDhis2().forEach((name, client) -> camel.getRegistry()
                .bind(MetadataReader.clientName(name), client));
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(resources(camel));
        } catch (Exception e) {
            throw new StartupFailure(Problem.of("P163", String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // Nothing is left to set once Camel runs.
    }

    private Collection<Resource> resources(CamelContext camel) {
        return started.routeFiles().stream()
                .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
                .toList();
    }

    @EventListener
    void goOn(ApplicationReadyEvent ready) {
        starter.resume();
        // A server that is down must not keep the others waiting: it is said, and what is due for it waits.
        CompletableFuture.runAsync(states::all);
    }
}
