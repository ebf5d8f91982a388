package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The route around a kamelet under test, in YAML as a country would write it. */
final class SmallestFlow {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final ArrayNode routes = YAML.createArrayNode();
    private final ArrayNode steps;

    private SmallestFlow(String uri, Map<String, String> parameters) {
        ObjectNode from =
                routes.addObject().putObject("route").put("id", "test").putObject("from");
        call(from, uri, parameters);
        steps = from.putArray("steps");
    }

    private SmallestFlow(ArrayNode steps) {
        this.steps = steps;
    }

    static SmallestFlow from(String uri, Map<String, String> parameters) {
        return new SmallestFlow(uri, parameters);
    }

    SmallestFlow to(String uri, Map<String, String> parameters) {
        call(steps.addObject().putObject("to"), uri, parameters);
        return this;
    }

    /** @param ref name of a Camel processor in the registry */
    SmallestFlow process(String ref) {
        steps.addObject().putObject("process").put("ref", ref);
        return this;
    }

    /** Each part of the body goes through these steps, one after the other. */
    SmallestFlow split(Consumer<SmallestFlow> inside) {
        ObjectNode split = steps.addObject().putObject("split");
        split.put("simple", "${body}").put("streaming", true);
        inside.accept(new SmallestFlow(split.putArray("steps")));
        return this;
    }

    /** Each part of the body by itself. */
    void splitTo(String uri) {
        ObjectNode split = steps.addObject().putObject("split");
        split.put("simple", "${body}");
        call(split.putArray("steps").addObject().putObject("to"), uri, Map.of());
    }

    /** Whatever letters a test gives to a parameter are taken as they are. */
    private static void call(ObjectNode call, String uri, Map<String, String> parameters) {
        ObjectNode given = call.put("uri", uri).putObject("parameters");
        parameters.forEach((name, value) -> given.put(name, "RAW(" + value + ")"));
    }

    void start(CamelContext camel) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("test.camel.yaml", YAML.writeValueAsString(routes)));
        camel.start();
    }
}
