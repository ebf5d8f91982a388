package org.pirogue.country.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes leave a running Camel with the kamelets that only they called, and others take their place. */
class RouteSwapTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private final CamelContext camel = new DefaultCamelContext();
    private final RouteSwap swap = new RouteSwap(camel);
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        kamelet("say-action", "hello");
        source("direct:clock");
        flow("one");
        flow("two");
        swap.load(List.of(file("one"), file("two")), home);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    private Path file(String flow) {
        return home.resolve(flow + ".camel.yaml");
    }

    private void flow(String name) throws IOException {
        Files.writeString(file(name), """
                - route:
                    id: %1$s.collect
                    from:
                      uri: kamelet:tick-source
                      parameters: { flow: %1$s }
                      steps:
                        - to:
                            uri: kamelet:say-action
                            parameters: { mark: "!" }
                """.formatted(name));
    }

    private void kamelet(String name, String says) throws IOException {
        kamelet(name, "mark", "kamelet:source", "setBody", "simple: \"" + says + "{{mark}}\"");
    }

    private void source(String uri) throws IOException {
        kamelet("tick-source", "flow", uri + "-{{flow}}", "to", "uri: kamelet:sink");
    }

    private void kamelet(String name, String property, String from, String step, String inside) throws IOException {
        Files.writeString(home.resolve(name + ".kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: %s
                spec:
                  definition:
                    title: a kamelet
                    properties:
                      %s: { type: string }
                  template:
                    from:
                      uri: "%s"
                      steps:
                        - %s:
                            %s
                """.formatted(name, property, from, step, inside));
    }

    private String said(String flow) {
        return template.requestBody("direct:clock-" + flow, "", String.class);
    }

    private void exchange(Set<String> flows, Set<String> kamelets) throws Exception {
        List<String> ids = swap.ids(flows, Set.of());
        assertThat(swap.stop(ids, SOON)).isNull();
        swap.remove(ids, kamelets);
        swap.load(flows.stream().map(this::file).toList(), home);
    }

    @Test
    void anotherVersionOfAFlowTakesItsPlaceAndTheOtherFlowRunsOn() throws Exception {
        assertThat(said("one")).isEqualTo("hello!");
        for (int i = 0; i < 3; i++) {
            exchange(Set.of("one"), Set.of());
            assertThat(said("one")).isEqualTo("hello!");
            assertThat(said("two")).isEqualTo("hello!");
        }
        assertThat(camel.getRoutes())
                .as("two flows, two sources, one action that both call")
                .hasSize(5);
    }

    @Test
    void aChangedKameletIsUsedByAllThatCallIt() throws Exception {
        kamelet("say-action", "good day");
        exchange(Set.of("one", "two"), Set.of("say-action"));

        assertThat(said("one")).isEqualTo("good day!");
        assertThat(said("two")).isEqualTo("good day!");
        assertThat(camel.getRoutes()).hasSize(5);
    }

    @Test
    void aFlowThatIsGoneLeavesNothingBehind() throws Exception {
        List<String> ids = swap.ids(Set.of("one"), Set.of());
        assertThat(swap.stop(ids, SOON)).isNull();
        swap.remove(ids, Set.of());

        assertThat(camel.getRoutes()).hasSize(3).allMatch(route -> route.getUptimeMillis() >= 0);
        assertThat(camel.getEndpoints()).noneMatch(each -> each.getEndpointUri().contains("clock-one"));
        assertThat(said("two")).isEqualTo("hello!");
    }

    @Test
    void whatCamelRefusesIsRemovedAgainAndTheFormerRoutesComeBack() throws Exception {
        List<String> ids = swap.ids(Set.of("one"), Set.of());
        assertThat(swap.stop(ids, SOON)).isNull();
        swap.remove(ids, Set.of());
        Files.writeString(
                file("bad"),
                Files.readString(file("one")).replace("- to:", "- bean:\n            ref: nobody\n        - to:"));
        assertThatThrownBy(() -> swap.load(List.of(file("bad")), home)).isNotNull();

        swap.remove(swap.ids(Set.of("one"), Set.of()), Set.of());
        swap.load(List.of(file("one")), home);

        assertThat(said("one")).isEqualTo("hello!");
        assertThat(camel.getRoutes())
                .hasSize(5)
                .extracting(Route::getId)
                .allMatch(id -> camel.getRouteController().getRouteStatus(id) == ServiceStatus.Started);
    }
}
