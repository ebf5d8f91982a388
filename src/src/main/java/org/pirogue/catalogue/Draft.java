package org.pirogue.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a version to publish out of the files of a home. */
public final class Draft {
    private static final Pattern FIXTURE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*\\.json");

    private final Path home;
    private final Terms terms;

    /**
     * What the publisher says.
     *
     * @param examples tables that become the country's own, beside those that always do
     * @param fixed tables that stay the template's
     * @param without files that are left out
     * @param documentation Markdown
     */
    public record Terms(
            TemplateId id,
            String changes,
            Release.Published published,
            Set<String> examples,
            Set<String> fixed,
            Set<String> without,
            String documentation) {}

    public Draft(Path home, Terms terms) {
        this.home = home;
        this.terms = terms;
    }

    /** @throws CatalogueProblem P628 there is no such kamelet, P629 it has no test */
    public Parcel kamelet() {
        Path folder = home.resolve("kamelets");
        String name = terms.id().name();
        SortedMap<String, byte[]> files = new TreeMap<>();
        String definition = name + ".kamelet.yaml";
        files.put(definition, read(folder.resolve(definition)));
        for (Path test : tests(folder.resolve("test"), name)) {
            byte[] content = read(test);
            files.put("test/" + test.getFileName(), content);
            fixtures(folder.resolve("test"), content)
                    .forEach(fixture -> files.put("test/" + fixture.getFileName(), read(fixture)));
        }
        hasTest(files);
        KameletDefinition said = KameletDefinition.read(files.get(definition), definition);
        return seal(Kind.KAMELET, said.title(), said.description(), said.parameters(), List.of(), files, Set.of());
    }

    /** @throws CatalogueProblem P628 there is no such flow, P629 it has no test */
    public Parcel flow(String country) {
        String name = terms.id().name();
        Path folder = home.resolve("routes").resolve(country).resolve(name);
        String definition = name + ".camel.yaml";
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(definition, read(folder.resolve(definition)));
        for (Path file : list(folder)) {
            String each = file.getFileName().toString();
            if (Files.isRegularFile(file)
                    && !each.startsWith(".")
                    && !terms.without().contains(each)) {
                files.put(each, read(file));
            }
        }
        hasTest(files);
        named(files);
        FlowRoutes routes = FlowRoutes.read(name, files.get(definition), definition);
        String said = routes.description();
        String title = said.lines().findFirst().orElse(name);
        return seal(Kind.FLOW, title, said, routes.parameters(), routes.kamelets(), files, examples(files));
    }

    /** Tables are a country's own, unless the publisher says that one is part of the template. */
    private Set<String> examples(Map<String, byte[]> files) {
        Set<String> examples = new TreeSet<>(terms.examples());
        for (String file : files.keySet()) {
            if ((file.endsWith(".csv") || file.equals("README.md"))
                    && !terms.fixed().contains(file)) {
                examples.add(file);
            }
        }
        examples.remove(terms.id().name() + ".camel.yaml");
        return examples;
    }

    private void named(Map<String, byte[]> files) {
        Stream.of(terms.examples(), terms.fixed())
                .flatMap(Set::stream)
                .filter(file -> !files.containsKey(file))
                .findFirst()
                .ifPresent(file -> {
                    throw new CatalogueProblem("P628", file);
                });
    }

    private Parcel seal(
            Kind kind,
            String title,
            String description,
            Map<String, Parameter> parameters,
            List<String> kamelets,
            SortedMap<String, byte[]> files,
            Set<String> examples) {
        Release draft = new Release(
                Release.FORMAT,
                terms.id().name(),
                String.valueOf(terms.id().version()),
                kind,
                title,
                description,
                terms.changes(),
                terms.published(),
                parameters,
                kamelets,
                List.of(),
                "");
        return Parcel.seal(draft, files, examples, terms.documentation());
    }

    private void hasTest(Map<String, byte[]> files) {
        if (files.keySet().stream().noneMatch(file -> file.endsWith(".test.yaml"))) {
            throw new CatalogueProblem("P629", terms.id().name());
        }
    }

    private static List<Path> tests(Path folder, String name) {
        return list(folder).stream()
                .filter(file -> {
                    String each = file.getFileName().toString();
                    return each.startsWith(name + ".") && each.endsWith(".test.yaml");
                })
                .toList();
    }

    /** Metadata of servers that a test names: they lie beside it. */
    private static List<Path> fixtures(Path folder, byte[] test) {
        List<Path> fixtures = new ArrayList<>();
        FIXTURE.matcher(new String(test, java.nio.charset.StandardCharsets.UTF_8))
                .results()
                .map(found -> folder.resolve(found.group()))
                .filter(Files::isRegularFile)
                .forEach(fixtures::add);
        return fixtures;
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new CatalogueProblem("P647", folder, e.getClass().getSimpleName());
        }
    }

    private byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CatalogueProblem("P628", home.relativize(file));
        }
        byte[] content = HomeFiles.read(file);
        if (content.length > Contents.LARGEST_FILE) {
            throw new CatalogueProblem("P626", terms.id(), home.relativize(file));
        }
        return content;
    }
}
