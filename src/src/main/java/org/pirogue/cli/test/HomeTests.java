package org.pirogue.cli.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pirogue.country.lint.Branch;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.home.Problem;
import org.pirogue.ledger.ScratchLedger;

/** The tests in YAML that a home has: those of its kamelets, and those of a country's flows. */
public final class HomeTests {
    private static final String SUFFIX = ".test.yaml";

    private final Path home;
    private final Ground ground;
    private final List<Suite> suites = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> untested = new ArrayList<>();

    /** @param scratch folder for what the tests write */
    public HomeTests(Path home, ScratchLedger ledger, Path scratch) {
        this.home = home;
        this.ground = new Ground(home, ledger, scratch);
    }

    public List<Suite> suites() {
        return List.copyOf(suites);
    }

    /** All that is wrong with the files that were read. A file that has something wrong is not among the suites. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Flows and kamelets without a test. */
    public List<String> untested() {
        return List.copyOf(untested);
    }

    /** Takes {@code kamelets/test/KAMELET.test.yaml} and {@code KAMELET.WHAT.test.yaml} of every kamelet. */
    public void addKamelets() {
        List<Path> tests = files(ground.kamelets().resolve("test"), SUFFIX);
        for (Path kamelet : files(ground.kamelets(), ".kamelet.yaml")) {
            String name = nameOf(kamelet);
            List<Path> own =
                    tests.stream().filter(test -> nameOf(test).equals(name)).toList();
            if (own.isEmpty()) {
                untested.add(name);
            }
            own.forEach(test -> add(test, name, false, this::kamelet));
        }
        tests.stream()
                .filter(test -> !Files.exists(ground.kamelets().resolve(nameOf(test) + ".kamelet.yaml")))
                .forEach(test -> problems.add(
                        new Problem("P606", "messages.tests", List.of(place(test) + ":1", "kamelet", nameOf(test)))));
    }

    /** Takes {@code FLOW.test.yaml} beside each flow. */
    public void addFlows(Flows flows) {
        for (Flow flow : flows.all()) {
            Path test = flow.file(flow.name() + SUFFIX);
            if (Files.exists(test)) {
                add(test, flow.name(), true, source -> new FlowStory(ground, flow, source.content())::tell);
            } else {
                untested.add(flow.name());
            }
        }
    }

    private void add(Path test, String tested, boolean flow, Teller teller) {
        new TestSource.Reader(test, place(test), problems)
                .read(tested, flow)
                .ifPresent(source -> suites.add(suite(source, tested, teller.of(source))));
    }

    /** Brings the steps of a test about. */
    @FunctionalInterface
    private interface Story {
        List<Found> tell(TestFile.Story story) throws Exception;
    }

    @FunctionalInterface
    private interface Teller {
        Story of(TestSource source);
    }

    private Story kamelet(TestSource source) {
        return story -> {
            try (KameletStory told = new KameletStory(ground, source.file(), source.content(), story)) {
                return told.tell(story);
            }
        };
    }

    private Suite suite(TestSource source, String tested, Story story) {
        List<Trial> trials = new ArrayList<>();
        List<TestFile.Story> stories = source.content().tests();
        for (int i = 0; i < stories.size(); i++) {
            TestFile.Story expected = stories.get(i);
            Branch yaml = source.story(i);
            trials.add(new Trial(
                    String.valueOf(expected.name()),
                    yaml.line(),
                    () -> differences(expected, yaml, story.tell(expected))));
        }
        return new Suite(tested, source.file(), place(source.file()), trials);
    }

    private static List<Difference> differences(TestFile.Story story, Branch yaml, List<Found> found) {
        List<Difference> differences = new ArrayList<>();
        TestFile.Story expected = story;
        Branch at = yaml;
        String step = "";
        for (Found each : found) {
            differences.addAll(each.against(expected, at, step));
            expected = expected.then() == null ? expected : expected.then();
            at = at.get("then");
            step += "then ";
        }
        return differences;
    }

    private String place(Path file) {
        return home.relativize(file).toString();
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    private static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
