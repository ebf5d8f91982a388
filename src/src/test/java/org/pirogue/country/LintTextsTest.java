package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.home.Problem;

/** Whatever lint may find, it has words for it: a missing text would be an exception in place of all findings. */
class LintTextsTest {
    private static final Pattern CODE = Pattern.compile("\"(P[1-9]\\d\\d)\"");

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everyCodeHasItsText(String language) throws IOException {
        TreeSet<String> codes = new TreeSet<>();
        Path sources = Path.of("src/main/java/org/pirogue").toAbsolutePath();
        try (Stream<Path> country = Files.walk(sources.resolve("country"));
                Stream<Path> settings = Files.list(sources.resolve("workspace"))) {
            Stream.of(country, settings, Stream.of(sources.resolve("flow/Policies.java")))
                    .flatMap(each -> each)
                    .filter(Files::isRegularFile)
                    // What a cluster answers is no finding of lint.
                    .filter(file -> !file.endsWith("KafkaFailure.java"))
                    .flatMap(LintTextsTest::codes)
                    .forEach(codes::add);
        }
        ResourceBundle texts = ResourceBundle.getBundle(
                "messages.country",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
        assertThat(codes).hasSizeGreaterThan(20).allMatch(texts::containsKey);
    }

    /** A missing text is no exception in place of all findings. */
    @Test
    void aCodeWithoutATextIsToldInTheFrameOfAll() {
        Problem found = FilesCheck.problem(
                new org.pirogue.prepare.Problem("P999", "a.csv:1", "x", "'x' is empty", "write a code"));

        assertThat(found.text(Locale.ENGLISH)).isEqualTo("P999 a.csv:1: 'x': 'x' is empty: write a code");
        assertThat(found.text(Locale.FRENCH)).isEqualTo("P999 a.csv:1 : 'x' : 'x' est vide : écrivez un code");
    }

    private static Stream<String> codes(Path file) {
        try {
            return CODE
                    .matcher(Files.readString(file))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
