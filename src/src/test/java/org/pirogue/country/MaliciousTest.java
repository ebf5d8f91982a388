package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.home.Problem;
import org.pirogue.home.words.French;
import org.springframework.util.FileSystemUtils;

/** A country's YAML is code: what each of these files tries is refused with its code, at its line, before anything is loaded. */
class MaliciousTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final Path FILES = Path.of("src/test/resources/malicious");
    /** {@code # P183 at 12 as harm-action: why}: the code, the line, and for a kamelet its name. */
    private static final Pattern HEAD = Pattern.compile("# (P\\d{3}) at (\\d+)(?: as (\\S+))?: (.+)\\R(?s:.*)");

    @TempDir
    Path folder;

    /** As the command does, so that a kamelet can be compared with the one that came with Pirogue. */
    @BeforeEach
    void checkout() {
        System.setProperty("pirogue.checkout", CHECKOUT.toString());
    }

    @AfterEach
    void noCheckout() {
        System.clearProperty("pirogue.checkout");
    }

    @TestFactory
    Stream<DynamicTest> isRefusedWithItsCodeAtItsLine() throws IOException {
        return malicious().stream()
                .map(file -> dynamicTest(FILES.relativize(file).toString(), file.toUri(), () -> isRefused(file)));
    }

    @Test
    void thereAreAtLeastAHundredAndFifty() throws IOException {
        assertThat(malicious()).hasSizeGreaterThan(150);
    }

    /** Without this, a home that is refused whatever it holds would make every test above green. */
    @TestFactory
    Stream<DynamicTest> theSameFileWithoutTheMaliceIsAccepted() {
        return Stream.of("flow", "action", "source", "sink", "kafka", "shared", "config")
                .map(kind -> dynamicTest(kind, () -> {
                    Path file = FILES.resolve("harmless/" + kind + ".yaml");
                    Path home = home(file);
                    Files.writeString(
                            place(home, kind, kind.equals("kafka") ? "harm-sink" : "harm-" + kind),
                            Files.readString(file));
                    assertThat(problems(home)).isEmpty();
                }));
    }

    @Test
    void aFileThatOnlyClaimsToBeMaliciousMakesTheTestFail() throws IOException {
        Path harmless = Files.createDirectories(folder.resolve("flow")).resolve("harmless.yaml");
        Files.writeString(
                harmless, "# P183 at 2: nothing at all\n" + Files.readString(FILES.resolve("harmless/flow.yaml")));
        assertThatThrownBy(() -> isRefused(harmless)).isInstanceOf(AssertionError.class);
    }

    private void isRefused(Path file) throws IOException {
        Matcher head = HEAD.matcher(Files.readString(file));
        assertThat(head.matches()).as("head of " + file).isTrue();
        Path home = home(file);
        String kind = file.getParent().getFileName().toString();
        Path placed = place(home, kind, String.valueOf(head.group(3)));
        Files.copy(file, placed, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String start = head.group(1) + " " + home.relativize(placed) + ":" + head.group(2) + ":";
        List<Problem> found = CountryLint.found(home, "atlantis");
        assertThat(found).as(head.group(4)).anyMatch(problem -> problem.text(Locale.ENGLISH)
                .startsWith(start));
        assertThat(found).allSatisfy(problem -> French.isNotEnglish(problem.text(Locale.FRENCH)));
    }

    private static List<String> problems(Path home) {
        return CountryLint.problems(home, "atlantis", Locale.ENGLISH);
    }

    private static Path place(Path home, String kind, String name) {
        return home.resolve(
                switch (kind) {
                    case "flow" -> "routes/atlantis/reports/reports.camel.yaml";
                    case "shared" -> "routes/shared/harm.camel.yaml";
                    case "config" -> "config/atlantis/application-atlantis.yaml";
                    default -> "kamelets/" + name + ".kamelet.yaml";
                });
    }

    private static List<Path> malicious() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(FILES.resolve("harmless")))
                    .sorted()
                    .toList();
        }
    }

    /** Those that a file names: to look at all of them each time would take most of the time of this test. */
    private static void copyKamelets(Path to, Path... named) throws IOException {
        StringBuilder texts = new StringBuilder();
        for (Path file : named) {
            texts.append(Files.readString(file));
        }
        try (Stream<Path> all = Files.list(CHECKOUT.resolve("kamelets"))) {
            for (Path kamelet : all.filter(Files::isRegularFile).toList()) {
                String name = kamelet.getFileName().toString().replace(".kamelet.yaml", "");
                if (texts.indexOf(name) >= 0) {
                    Files.copy(kamelet, to.resolve(kamelet.getFileName()));
                }
            }
        }
    }

    /** A country with one flow, in which nothing is wrong. @param file whose kamelets are there, too */
    private Path home(Path file) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        copyKamelets(Files.createDirectories(home.resolve("kamelets")), file, FILES.resolve("harmless/flow.yaml"));
        FileSystemUtils.copyRecursively(CHECKOUT.resolve("routes/shared"), home.resolve("routes/shared"));
        Path flow = Files.createDirectories(home.resolve("routes/atlantis/reports"));
        Files.writeString(flow.resolve("mapping.csv"), """
                source_data_element,source_category_options,target_data_element,target_category_options,valid_from,valid_to,note
                MAL_CONF,,NMDR_CONF,,,,
                """);
        Files.copy(FILES.resolve("harmless/flow.yaml"), flow.resolve("reports.camel.yaml"));
        Path config = Files.createDirectories(home.resolve("config/atlantis"));
        Files.copy(FILES.resolve("harmless/config.yaml"), config.resolve("application-atlantis.yaml"));
        return home;
    }
}
