package org.pirogue.country;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.Flows;
import org.pirogue.pressure.Gates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets messages wait in their queue, untouched, while the connection that they are for is closed; when it opens, they are
 * taken again, and what waited to read from it begins.
 */
@Component
final class DeliverPolicy extends RoutePolicySupport implements RoutePolicyFactory {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverPolicy.class);
    private static final String DELIVER = ".deliver";

    private final Flows flows;
    private final Gates gates;
    private final FlowStarter starter;
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private Set<String> closed = Set.of();
    private @Nullable ScheduledExecutorService looking;

    DeliverPolicy(Flows flows, Gates gates, FlowStarter starter) {
        this.flows = flows;
        this.gates = gates;
        this.starter = starter;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return routeId.endsWith(DELIVER) ? this : null;
    }

    @Override
    public synchronized void onStart(Route route) {
        routes.put(route.getId(), route);
        if (looking == null) {
            looking = route.getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "connections");
            looking.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void onStop(Route route) {
        routes.remove(route.getId());
        waiting.remove(route.getId());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (looking != null) {
            looking.shutdownNow();
        }
    }

    /** Never ends the watch: what cannot be seen now is looked at again. */
    private void look() {
        try {
            gates.look();
        } catch (RuntimeException e) {
            LOG.warn(
                    "suspended connections cannot be looked up: {}",
                    e.getClass().getSimpleName());
        }
        routes.values().forEach(this::hold);
        readAgain();
    }

    private void hold(Route route) {
        boolean open = connection(route.getId())
                .flatMap(name -> gates.of(name).closedForWrites())
                .isEmpty();
        try {
            if (open && waiting.remove(route.getId())) {
                resumeOrStartConsumer(route.getConsumer());
                LOG.info("{} goes on", route.getId());
            } else if (!open && waiting.add(route.getId())) {
                suspendOrStopConsumer(route.getConsumer());
                LOG.info("{} waits: see ./pirogue connections", route.getId());
            }
        } catch (Exception e) {
            LOG.warn(
                    "{} can neither wait nor go on: {}",
                    route.getId(),
                    e.getClass().getSimpleName());
        }
    }

    private Optional<String> connection(String routeId) {
        String name = routeId.substring(0, routeId.length() - DELIVER.length());
        return flows.all().stream()
                .filter(flow -> flow.name().equals(name))
                .flatMap(flow -> flow.deliver().stream())
                .map(Flow.Step::parameters)
                .map(parameters -> parameters.get("connection"))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private void readAgain() {
        Set<String> now = gates.connections().stream()
                .filter(name -> gates.of(name).closed().isPresent())
                .collect(Collectors.toSet());
        closed.stream().filter(name -> !now.contains(name)).forEach(starter::resume);
        closed = now;
    }
}
