package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line needs of a country's configuration.
 *
 * @param country its name
 * @param connections names of its connections to servers, in the order of the file
 * @param folders of its connections to folders: the path by the name
 * @param flows names of its flows, in the order of the file
 */
public record CountryConfig(String country, List<String> connections, Map<String, String> folders, List<Flow> flows) {
    /** Types of connections behind which no server stands. */

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
            Map<String, String> folders = folders(pirogue.path("connections"));
            List<String> servers = servers(pirogue.path("connections"));
            return new CountryConfig(country, servers, folders, flows(pirogue.path("flows")));
        } catch (IOException e) {
            throw Refusal.failed("P503", file.toString(), e.getClass().getSimpleName());
        }
    }

    private static List<String> servers(JsonNode connections) {
        return names(connections).stream()
                .filter(name ->
                        connections.path(name).path("type").asText("dhis2").equals("dhis2"))
                .toList();
    }

    private static Map<String, String> folders(JsonNode connections) {
        Map<String, String> folders = new LinkedHashMap<>();
        connections.properties().stream()
                .filter(each -> each.getValue().path("type").asText().equals("folder"))
                .forEach(each ->
                        folders.put(each.getKey(), each.getValue().path("path").asText()));
        return Collections.unmodifiableMap(folders);
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
