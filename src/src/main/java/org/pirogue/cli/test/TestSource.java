package org.pirogue.cli.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.lint.Branch;
import org.pirogue.country.lint.Nearest;
import org.pirogue.country.lint.YamlFile;
import org.pirogue.home.Problem;
import org.pirogue.home.words.Sentence;

/**
 * A file of tests, with the places of its parts.
 *
 * @param yaml as it is written
 */
record TestSource(Path file, TestFile content, Branch yaml) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Reads one file, and says all that is wrong in it at once. Empty where something is. */
    static final class Reader {
        private final String place;
        private final Path file;
        private final List<Problem> problems;
        private boolean broken;

        /** @param place the file as it is named to people */
        Reader(Path file, String place, List<Problem> problems) {
            this.file = file;
            this.place = place;
            this.problems = problems;
        }

        /** @param tested name of what is tested: the flow, or the kamelet */
        Optional<TestSource> read(String tested, boolean flow) {
            Optional<Branch> yaml = YamlFile.read(
                    file,
                    "P601",
                    (code, line, value, text, hint) -> add("P601", line, new Sentence(text), new Sentence(hint)));
            return yaml.flatMap(this::content).filter(source -> isWhole(source, tested, flow));
        }

        private void add(String code, int line, Object... arguments) {
            broken = true;
            List<Object> all = new ArrayList<>(List.of(place + ":" + line));
            all.addAll(List.of(arguments));
            problems.add(new Problem(code, "messages.tests", all));
        }

        private Optional<TestSource> content(Branch yaml) {
            try {
                return Optional.ofNullable(YAML.readValue(Files.readString(file), TestFile.class))
                        .map(content -> new TestSource(file, content, yaml));
            } catch (UnrecognizedPropertyException e) {
                List<String> known =
                        e.getKnownPropertyIds().stream().map(String::valueOf).toList();
                add(
                        "P602",
                        line(yaml, e.getPath()),
                        e.getPropertyName(),
                        new Sentence(Nearest.to(e.getPropertyName(), known)));
            } catch (JsonMappingException e) {
                add("P603", line(yaml, e.getPath()), path(e.getPath()));
            } catch (JsonProcessingException e) {
                add("P601", e.getLocation() == null ? 1 : e.getLocation().getLineNr(), e.getOriginalMessage(), "-");
            } catch (IOException e) {
                add("P607", 1, place);
            }
            return Optional.empty();
        }

        private static int line(Branch yaml, List<JsonMappingException.Reference> path) {
            Branch at = yaml;
            for (JsonMappingException.Reference part : path) {
                Branch below = part.getFieldName() == null ? item(at, part.getIndex()) : at.get(part.getFieldName());
                if (below.isMissing()) {
                    break;
                }
                at = below;
            }
            return at.line();
        }

        private static Branch item(Branch list, int index) {
            List<Branch> items = list.items();
            return index >= 0 && index < items.size() ? items.get(index) : list.get("");
        }

        private static String path(List<JsonMappingException.Reference> path) {
            return path.stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .collect(Collectors.joining("."))
                    .replace(".[", "[");
        }

        private boolean isWhole(TestSource source, String tested, boolean flow) {
            List<TestFile.Story> stories = source.content().tests();
            if (stories == null || stories.isEmpty()) {
                add("P608", 1);
                return false;
            }
            if (!flow && !tested.equals(source.content().kamelet())) {
                add("P606", source.yaml().get("kamelet").line(), "kamelet", tested);
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < stories.size(); i++) {
                check(stories.get(i), source.story(i), names, flow ? tested + ".collect" : null);
            }
            files(source);
            return !broken;
        }

        private void check(TestFile.Story story, Branch yaml, Set<String> names, @Nullable String route) {
            if (story == null || story.name() == null || story.name().isBlank() || !names.add(story.name())) {
                add("P604", yaml.line());
                return;
            }
            if (!story.expectsSomething()) {
                add("P605", yaml.line(), story.name());
            }
            if (route != null && !route.equals(story.route())) {
                add("P606", yaml.get("route").line(), "route", route);
            }
        }

        private void files(TestSource source) {
            TestFile content = source.content();
            Optional.ofNullable(content.server())
                    .ifPresent(name -> exists(name, source.yaml().get("server")));
            Optional.ofNullable(content.servers())
                    .orElse(Map.of())
                    .forEach((connection, name) ->
                            exists(name, source.yaml().get("servers").get(connection)));
        }

        private void exists(String name, Branch yaml) {
            if (!Files.isRegularFile(file.resolveSibling(name))) {
                add("P607", yaml.line(), name);
            }
        }
    }

    /** The test of that number, as it is written. */
    Branch story(int index) {
        return yaml.get("tests").items().get(index);
    }
}
