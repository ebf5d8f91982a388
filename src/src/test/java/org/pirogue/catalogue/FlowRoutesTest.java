package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class FlowRoutesTest {
    private static final String FLOW = """
            # Les décès 🛶 d'abord
            - route:
                id: deaths.collect
                description: Deaths, counted
                from:
                  uri: kamelet:read-things-source
                  parameters: {flow: deaths, connection: hmis, schedule: "{{pirogue.flows.deaths.schedule}}"} # été
                  steps:
                    - to:
                        uri: kamelet:check-things-action
                        parameters:
                          rules: |
                            several
                            lines
                          limit: 10
                    - to:
                        uri: kamelet:check-things-action
                        parameters: {rules: 'second.yaml'}
                    - split:
                        simple: "${body}"
                        steps:
                          - to: jms:queue:hmis.deaths
            - route:
                id: deaths.deliver
                description: Deaths, delivered
                from:
                  uri: jms:queue:hmis.deaths
                  steps:
                    - to: kamelet:write-things-sink
            """;

    private final FlowRoutes routes = FlowRoutes.read("deaths", FLOW.getBytes(UTF_8), "deaths.camel.yaml");

    @Test
    void whatTheStepsAreGivenCanBeSet() {
        assertThat(routes.parameters())
                .containsOnlyKeys(
                        "read-things-source.connection",
                        "check-things-action.rules",
                        "check-things-action.limit",
                        "check-things-action#2.rules");
        assertThat(routes.parameters().get("read-things-source.connection").initial())
                .isEqualTo("hmis");
        assertThat(routes.kamelets()).containsExactly("check-things-action", "read-things-source", "write-things-sink");
    }

    @Test
    void withoutValuesNothingChanges() {
        assertThat(text(Map.of(), "hmis")).isEqualTo(FLOW);
        assertThat(text(Map.of("read-things-source.connection", "hmis"), "hmis"))
                .isEqualTo(FLOW);
    }

    @Test
    void onlyTheValueChangesAndTheRestOfTheTextStays() {
        String changed = text(
                Map.of(
                        "read-things-source.connection", "nmdr",
                        "check-things-action.rules", "rules.yaml",
                        "check-things-action#2.rules", "b.yaml"),
                "malaria");
        assertThat(changed)
                .isEqualTo(FLOW.replace("connection: hmis", "connection: \"nmdr\"")
                        .replace("'second.yaml'", "\"b.yaml\"")
                        .replace("jms:queue:hmis.deaths", "\"jms:queue:malaria.deaths\"")
                        .replaceAll("rules: \\|\n *several\n *lines", "rules: \"rules.yaml\""));
    }

    /** Whatever is set, it is one value and no YAML of its own. */
    @Test
    void aValueCannotBecomeMore() {
        for (String evil :
                new String[] {"a, uri: exec:rm", "x\"}\n- route: {}", "{{secret}}", "a: b", "# c", "\\", "'", "!!java"
                }) {
            Object first = new Yaml().load(text(Map.of("read-things-source.connection", evil), "hmis"));
            assertThat(first)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(2);
            assertThat(FlowRoutes.read(
                                    "deaths",
                                    text(Map.of("read-things-source.connection", evil), "hmis")
                                            .getBytes(UTF_8),
                                    "x")
                            .parameters()
                            .get("read-things-source.connection")
                            .initial())
                    .isEqualTo(evil);
        }
    }

    private String text(Map<String, String> values, String workspace) {
        return new String(routes.with(values, workspace), UTF_8);
    }
}
