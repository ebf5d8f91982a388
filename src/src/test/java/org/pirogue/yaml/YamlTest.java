package org.pirogue.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.country.CountryFiles;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

/** Every test that stands as YAML beside a flow or a kamelet. */
class YamlTest {
    private static final Path KAMELETS = Bench.HOME.resolve("kamelets");
    private static final Path ROUTES = Bench.HOME.resolve("routes");
    private static final DataSource LEDGER = TestDatabase.source();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicContainer> kamelets() throws IOException {
        return files(KAMELETS, ".kamelet.yaml")
                .map(YamlTest::testOf)
                .filter(Files::exists)
                .map(this::kamelet);
    }

    private DynamicContainer kamelet(Path test) {
        TestFile file = TestFile.read(test);
        Stream<DynamicTest> stories = file.tests().stream()
                .map(story -> dynamicTest(story.name(), test.toUri(), () -> {
                    try (KameletStory told = new KameletStory(test, file, story, folder(), LEDGER)) {
                        told.tell(story);
                    }
                }));
        return DynamicContainer.dynamicContainer(String.valueOf(file.kamelet()), test.toUri(), stories);
    }

    private Path folder() throws IOException {
        return Files.createTempDirectory(folder, "flow");
    }

    @TestFactory
    Stream<DynamicContainer> flows() throws IOException {
        List<DynamicContainer> containers = new ArrayList<>();
        for (Path country : countries()) {
            for (Flow flow : flows(country)) {
                Path test = flow.file(flow.name() + ".test.yaml");
                if (Files.exists(test)) {
                    containers.add(flow(flow, test));
                }
            }
        }
        return containers.stream();
    }

    private static DynamicContainer flow(Flow flow, Path test) {
        TestFile file = TestFile.read(test);
        FlowStory told = new FlowStory(flow, file);
        return DynamicContainer.dynamicContainer(
                flow.name(),
                test.toUri(),
                file.tests().stream()
                        .map(story -> dynamicTest(story.name(), test.toUri(), () -> told.tell(story, LEDGER))));
    }

    @Test
    void everyKameletHasItsTests() throws IOException {
        assertThat(files(KAMELETS, ".kamelet.yaml").map(YamlTest::testOf))
                .isNotEmpty()
                .allSatisfy(test -> {
                    assertThat(test).exists();
                    assertThat(TestFile.read(test).tests()).as(test.toString()).hasSizeGreaterThan(2);
                    assertThat(TestFile.read(test).kamelet() + ".test.yaml")
                            .isEqualTo(test.getFileName().toString());
                });
    }

    @Test
    void everyTestOfAKameletHasItsKamelet() throws IOException {
        assertThat(files(KAMELETS.resolve("test"), ".test.yaml")).allSatisfy(test -> assertThat(
                        KAMELETS.resolve(test.getFileName().toString().replaceFirst("\\..*", ".kamelet.yaml")))
                .exists());
    }

    @Test
    void everyFlowHasItsTests() throws IOException {
        for (Path country : countries()) {
            try (Stream<Path> folders = Files.list(country)) {
                assertThat(folders.filter(Files::isDirectory)).isNotEmpty().allSatisfy(flow -> {
                    Path test = flow.resolve(flow.getFileName() + ".test.yaml");
                    assertThat(test).exists();
                    assertThat(TestFile.read(test).tests()).as(test.toString()).isNotEmpty();
                });
            }
        }
    }

    @Test
    void everyTestHasANameOfItsOwn() throws IOException {
        assertThat(all()).allSatisfy(file -> assertThat(
                        TestFile.read(file).tests().stream().map(TestFile.Story::name))
                .as(file.toString())
                .doesNotContainNull()
                .doesNotHaveDuplicates());
    }

    @Test
    void everyTestExpectsSomething() throws IOException {
        assertThat(all().stream().flatMap(file -> TestFile.read(file).tests().stream()))
                .allMatch(TestFile.Story::expectsSomething);
    }

    private static List<Path> all() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(ROUTES), Files.list(KAMELETS.resolve("test")))) {
            return files.filter(file -> file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Where the tests of a kamelet stand. */
    private static Path testOf(Path kamelet) {
        return KAMELETS.resolve("test")
                .resolve(kamelet.getFileName().toString().replace(".kamelet.yaml", ".test.yaml"));
    }

    private static Stream<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    private static List<Path> countries() throws IOException {
        try (Stream<Path> folders = Files.list(ROUTES)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("shared"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Flow> flows(Path country) throws IOException {
        String name = country.getFileName().toString();
        Path config = Bench.HOME.resolve("config").resolve(name).resolve("application-" + name + ".yaml");
        WorkspaceSettings settings = new Binder(ConfigurationPropertySources.from(
                        new YamlPropertySourceLoader().load(name, new FileSystemResource(config))))
                .bind("pirogue", WorkspaceSettings.class)
                .get();
        FlowFiles files = new FlowFiles(java.time.Clock.systemUTC());
        return List.copyOf(CountryFiles.check(Bench.HOME, name, new Workspaces(settings), files)
                .flows()
                .all());
    }
}
