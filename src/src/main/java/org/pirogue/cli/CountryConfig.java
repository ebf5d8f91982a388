package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line needs of a country's configuration.
 *
 * @param country its name
 * @param connections names of its connections, in the order of the file
 * @param flows names of its flows, in the order of the file
 */
public record CountryConfig(String country, List<String> connections, List<Flow> flows) {

    /**
     * @param schedule a Quartz expression, empty where there is none
     * @param dependsOn names of the flows that it follows
     * @param triggered whether it runs on a new version of one of them
     */
    public record Flow(String name, String workspace, String schedule, List<String> dependsOn, boolean triggered) {}

    /** @throws Refusal P502 if there is none, P503 if it cannot be read */
    public static CountryConfig read(Home home, String country) {
        Path file = home.configOf(country);
        try {
            JsonNode pirogue = new YAMLMapper().readTree(file.toFile()).path("pirogue");
            return new CountryConfig(country, names(pirogue.path("connections")), flows(pirogue.path("flows")));
        } catch (IOException e) {
            throw Refusal.failed("P503", file.toString(), e.getClass().getSimpleName());
        }
    }

    private static List<Flow> flows(JsonNode node) {
        return names(node).stream()
                .map(name -> new Flow(
                        name,
                        node.path(name).path("workspace").asText(""),
                        node.path(name).path("schedule").asText(""),
                        texts(node.path(name).path("depends-on")),
                        node.path(name).path("trigger").asText("").equals("on-new-version")))
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }
}
