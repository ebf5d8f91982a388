package org.pirogue.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HintsTest {
    private static final Pattern OF_FILES = Pattern.compile("P21\\d|P22\\d|P24\\d|P29\\d");
    private static final Pattern NO_REJECT = Pattern.compile("P26[01]|P27[0-2]|P410|P41[2-9]|P4[24-79]\\d|P48[0-35-9]");
    private static final Pattern OURS = Pattern.compile(
            "\"(P2\\d\\d|P4\\d\\d|P319|P508|P51[6-9]|P525|P53[5-9]|P549|P58[1-3]|P66[3-7]|P67[12]|P687|P689|P69[0-367]|P81[167]|P82[56])\"");
    /** Refusals of single values and records, as the recordings show them. */
    private static final Pattern THEIRS = Pattern.compile("E8(?:0[1-3]|1[0-2])\\d|E1[0-3]\\d\\d|E5000");

    @ParameterizedTest
    @ValueSource(strings = {"hints", "hints_fr", "rejects", "rejects_fr"})
    void noApostropheQuotesAMessageByAccident(String name) throws IOException {
        assertThat(bundle(name).values()).noneMatch(text -> ((String) text).contains("'"));
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        for (String name : Set.of("hints", "rejects")) {
            Properties english = bundle(name);
            Properties french = bundle(name + "_fr");
            assertThat(new TreeSet<>(french.stringPropertyNames()))
                    .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
            english.forEach(
                    (key, text) -> assertThat(french.getProperty((String) key).contains("{0}"))
                            .as((String) key)
                            .isEqualTo(((String) text).contains("{0}")));
        }
    }

    @Test
    void everyCodeOfOursThatCanBecomeARejectIsExplained() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String folder : Set.of("prepare", "flow", "ledger")) {
            codes.addAll(found(Path.of("src/main/java/org/pirogue").resolve(folder), OURS, 1));
        }
        codes.removeIf(code ->
                OF_FILES.matcher(code).matches() || NO_REJECT.matcher(code).matches());
        assertThat(codes)
                .contains("P201", "P250", "P319", "P690", "P401", "P484")
                .hasSizeGreaterThan(20);
        explained(codes);
    }

    @Test
    void everyCodeOfDhis2ThatWasSeenToRefuseAValueOrARecordIsExplained() throws IOException {
        Path recorded = Path.of("../components/camel-dhis2-bulk/src/test/resources/recorded");
        Set<String> codes = found(recorded, Pattern.compile("\\b(" + THEIRS.pattern() + ")\\b"), 1);
        assertThat(codes).contains("E8022", "E8122", "E1064").hasSizeGreaterThan(20);
        explained(codes);
    }

    private static void explained(Set<String> codes) throws IOException {
        for (String language : Set.of("hints", "hints_fr")) {
            Properties bundle = bundle(language);
            for (String code : codes) {
                for (String part : Set.of(".title", ".why", ".do")) {
                    assertThat(bundle.getProperty(code + part, ""))
                            .as(code + part + " in " + language)
                            .isNotBlank();
                }
            }
        }
    }

    @Test
    void namesWhatItIsAboutInTheLanguageThatIsAskedFor() {
        assertThat(Hints.in(Locale.FRANCE).of("E8122", "Décès").title())
                .isEqualTo("Décès n’est pas du type que veut la cible");
        assertThat(Hints.in(Locale.GERMAN).of("E8022", "Kinama").title())
                .isEqualTo("Kinama is not assigned to the data set at the target");
    }

    @Test
    void aCodeThatNobodyKnowsIsStillTold() {
        Hints.Hint hint = Hints.in(Locale.ENGLISH).of("E9999", "Deaths");
        assertThat(hint.title()).isEqualTo("Deaths was refused");
        assertThat(hint.todo()).isNotBlank();
    }

    private static Set<String> found(Path folder, Pattern pattern, int group) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.addAll(pattern.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(group))
                        .collect(Collectors.toSet()));
            }
            return found;
        }
    }

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (var in =
                Objects.requireNonNull(HintsTest.class.getResourceAsStream("/messages/" + name + ".properties"))) {
            bundle.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return bundle;
    }
}
