package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kamelet has one and the same anatomy, that of Camel's own catalogue, whose validator is the model of this test. */
class KameletAnatomyTest {
    private static final Path FOLDER = TestGround.HOME.resolve("kamelets");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-(source|action|sink)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}:]+)[^}]*}}");
    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|credential|username|api.?key");

    /** @param name the file's, without its suffix */
    record Kamelet(String name, JsonNode yaml) {
        JsonNode definition() {
            return yaml.at("/spec/definition");
        }

        JsonNode template() {
            return yaml.at("/spec/template");
        }

        String kind() {
            return name.substring(name.lastIndexOf('-') + 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kamelet> kamelets() throws IOException {
        YAMLMapper mapper = new YAMLMapper();
        try (Stream<Path> files = Files.list(FOLDER)) {
            Stream.Builder<Kamelet> all = Stream.builder();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".kamelet.yaml", "");
                all.add(new Kamelet(name, mapper.readTree(file.toFile())));
            }
            return all.build();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void isNamedAsItsFileWithItsKindBehind(Kamelet kamelet) {
        assertThat(kamelet.name()).matches(NAME);
        assertThat(kamelet.yaml().at("/metadata/name").asText()).isEqualTo(kamelet.name());
        assertThat(kamelet.yaml()
                        .at("/metadata/labels")
                        .path("camel.apache.org/kamelet.type")
                        .asText())
                .isEqualTo(kamelet.kind());
        assertThat(kamelet.yaml().path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.yaml().path("kind").asText()).isEqualTo("Kamelet");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void saysWhatItIsAndFromWhom(Kamelet kamelet) {
        JsonNode annotations = kamelet.yaml().at("/metadata/annotations");
        assertThat(kamelet.definition().path("title").asText())
                .matches("[A-Z].*")
                .doesNotEndWith(".");
        assertThat(kamelet.definition().path("title").asText().replace(' ', '-'))
                .isEqualToIgnoringCase(kamelet.name());
        assertThat(kamelet.definition().path("description").asText()).matches("(?s)[A-Z].*\\.");
        assertThat(kamelet.definition().path("type").asText()).isEqualTo("object");
        for (String name : new String[] {"provider", "kamelet.group", "kamelet.namespace", "kamelet.support.level"}) {
            assertThat(annotations.path("camel.apache.org/" + name).asText())
                    .as(name)
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void describesEveryProperty(Kamelet kamelet) {
        assertThat(kamelet.definition().path("properties").properties())
                .isNotEmpty()
                .allSatisfy(property -> {
                    JsonNode said = property.getValue();
                    assertThat(property.getKey()).matches("[a-z][A-Za-z0-9]*");
                    assertThat(said.path("title").asText()).matches("[A-Z].*").doesNotEndWith(".");
                    assertThat(said.path("description").asText()).matches("(?s)[A-Z].*\\.");
                    assertThat(said.path("type").asText()).isIn("string", "integer", "number", "boolean");
                    assertThat(said.has("default") || said.has("example"))
                            .as("default or example")
                            .isTrue();
                    assertThat(said.fieldNames())
                            .toIterable()
                            .isSubsetOf("title", "description", "type", "default", "example", "enum");
                });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void givesDefaultsAndExamplesOfTheirType(Kamelet kamelet) {
        for (Map.Entry<String, JsonNode> property :
                kamelet.definition().path("properties").properties()) {
            for (String field : new String[] {"default", "example"}) {
                JsonNode value = property.getValue().path(field);
                boolean fits = value.isMissingNode()
                        || switch (property.getValue().path("type").asText()) {
                            case "integer" -> value.isIntegralNumber();
                            case "number" -> value.isNumber();
                            case "boolean" -> value.isBoolean();
                            default -> value.isTextual();
                        };
                assertThat(fits).as(property.getKey() + "." + field).isTrue();
            }
        }
    }

    /** What has a default need not be given, and what has none must be. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void requiresExactlyWhatHasNoDefault(Kamelet kamelet) {
        SortedSet<String> required = new TreeSet<>();
        kamelet.definition().path("required").forEach(name -> required.add(name.asText()));
        SortedSet<String> without = new TreeSet<>();
        kamelet.definition().path("properties").properties().forEach(property -> {
            if (!property.getValue().has("default")) {
                without.add(property.getKey());
            }
        });
        assertThat(required)
                .isEqualTo(without)
                .hasSize(kamelet.definition().path("required").size());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void usesEveryPropertyAndNoOther(Kamelet kamelet) {
        SortedSet<String> used = new TreeSet<>();
        texts(
                kamelet.template(),
                text -> PLACEHOLDER.matcher(text).results().forEach(found -> used.add(found.group(1))));
        assertThat(used)
                .containsExactlyElementsOf(
                        new TreeSet<>(names(kamelet.definition().path("properties"))));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void neverHoldsASecret(Kamelet kamelet) {
        assertThat(names(kamelet.definition().path("properties")))
                .noneMatch(name -> SECRET.matcher(name).find());
        texts(kamelet.template(), text -> assertThat(text).doesNotContainPattern(SECRET));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void beginsAndEndsAsItsKindDoes(Kamelet kamelet) {
        SortedSet<String> uris = new TreeSet<>();
        uris(kamelet.template(), uris);
        String from = kamelet.template().at("/from/uri").asText();
        if (kamelet.kind().equals("source")) {
            assertThat(from).doesNotStartWith("kamelet:");
            assertThat(uris).contains("kamelet:sink");
        } else {
            assertThat(from).isEqualTo("kamelet:source");
            assertThat(uris).doesNotContain("kamelet:sink");
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void declaresTheComponentsOfCamelThatItUses(Kamelet kamelet) {
        SortedSet<String> uris = new TreeSet<>();
        uris(kamelet.template(), uris);
        SortedSet<String> used = new TreeSet<>();
        uris.stream()
                .map(uri -> "camel:" + uri.substring(0, uri.indexOf(':')))
                .filter(component -> !component.equals("camel:dhis2-bulk"))
                .forEach(used::add);
        if (kamelet.template().toString().contains("\"bean\"")) {
            used.add("camel:bean");
        }
        SortedSet<String> declared = new TreeSet<>();
        kamelet.yaml().at("/spec/dependencies").forEach(dependency -> declared.add(dependency.asText()));
        assertThat(declared).isEqualTo(used);
    }

    private static SortedSet<String> names(JsonNode object) {
        SortedSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void texts(JsonNode node, java.util.function.Consumer<String> look) {
        if (node.isTextual()) {
            look.accept(node.asText());
        }
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            texts(children.next(), look);
        }
    }

    private static void uris(JsonNode node, SortedSet<String> found) {
        node.properties().forEach(field -> {
            if (field.getValue().isTextual() && List.of("uri", "to", "toD").contains(field.getKey())) {
                found.add(field.getValue().asText());
            }
        });
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            uris(children.next(), found);
        }
    }
}
