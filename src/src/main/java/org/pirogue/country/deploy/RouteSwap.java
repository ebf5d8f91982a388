package org.pirogue.country.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Takes routes out of a running Camel and puts others in. Camel's own reload keeps the routes of a file that is gone, and
 * does not notice that a kamelet has changed.
 */
final class RouteSwap {
    /** By which a kamelet's own route begins and ends: nobody calls it by these. */
    private static final Set<String> OWN_ENDS = Set.of("kamelet://source", "kamelet://sink");

    private final CamelContext camel;

    RouteSwap(CamelContext camel) {
        this.camel = camel;
    }

    /** The routes that run now of these flows, and of these shared route files. */
    List<String> ids(Set<String> flows, Set<String> shared) {
        List<String> ids = new ArrayList<>();
        for (Route route : camel.getRoutes()) {
            String id = route.getId();
            boolean ofAFlow = (id.endsWith(".collect") || id.endsWith(".deliver"))
                    && flows.contains(id.substring(0, id.lastIndexOf('.')));
            if (ofAFlow || shared.stream().anyMatch(file -> isFrom(route, file))) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static boolean isFrom(Route route, String file) {
        return route.getSourceResource() != null
                && route.getSourceResource().getLocation().endsWith("routes/shared/" + file + ".camel.yaml");
    }

    /**
     * Lets routes end what they have begun, and stops them.
     *
     * @return the first that was not over in time: then all of them run on; null where all are stopped
     */
    @org.jspecify.annotations.Nullable
    String stop(Collection<String> ids, Duration atMost) throws Exception {
        List<String> stopped = new ArrayList<>();
        for (String id : ids) {
            if (camel.getRoute(id) == null) {
                continue;
            }
            if (!camel.getRouteController().stopRoute(id, atMost.toMillis(), TimeUnit.MILLISECONDS, true)) {
                for (String each : stopped) {
                    camel.getRouteController().startRoute(each);
                }
                return id;
            }
            stopped.add(id);
        }
        return null;
    }

    /** Removes routes with the kamelets that only they called, and templates whose kamelets have changed. */
    void remove(Collection<String> ids, Set<String> kamelets) throws Exception {
        for (String id : ids) {
            discard(id);
        }
        for (Route orphan : orphans()) {
            discard(orphan.getId());
        }
        for (String kamelet : kamelets) {
            camel.removeRouteTemplates(kamelet);
        }
    }

    private void discard(String id) throws Exception {
        if (camel.getRouteController().getRouteStatus(id) != null) {
            camel.getRouteController().stopRoute(id);
            camel.removeRoute(id);
        }
    }

    /** Kamelets that no route calls any more. Two flows that call one with the same parameters share it. */
    private List<Route> orphans() {
        Set<String> called = camel.getEndpoints().stream()
                .filter(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast)
                .filter(endpoint -> !OWN_ENDS.contains(endpoint.getEndpointBaseUri()))
                .map(KameletEndpoint::getRouteId)
                .collect(Collectors.toSet());
        return camel.getRoutes().stream()
                .filter(Route::isCreatedByKamelet)
                .filter(route -> !called.contains(route.getId()))
                .toList();
    }

    /** Puts routes in, and starts them. */
    void load(Collection<Path> files, Path kamelets) throws Exception {
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + kamelets);
        PluginHelper.getRoutesLoader(camel)
                .updateRoutes(files.stream()
                        .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
                        .toList());
    }
}
