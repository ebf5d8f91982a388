package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    private static final Pattern CODE = Pattern.compile("\"(P5\\d\\d(?:\\.[a-z]+)?|P60[08]|P6[1-9]\\d)\"");

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        for (String name : List.of("cli", "pages", "access")) {
            assertThat(new TreeSet<>(bundle(name + "_fr").stringPropertyNames()))
                    .isEqualTo(new TreeSet<>(bundle(name).stringPropertyNames()));
        }
    }

    @Test
    void bothLanguagesUseTheSameArguments() throws IOException {
        Properties french = bundle("cli_fr");
        bundle("cli").forEach((key, text) -> assertThat(arguments(french.getProperty((String) key)))
                .as((String) key)
                .isEqualTo(arguments((String) text)));
    }

    @Test
    void noApostropheQuotesAMessageByAccident() throws IOException {
        for (String name : List.of("cli", "cli_fr", "pages", "pages_fr")) {
            assertThat(bundle(name).values()).noneMatch(text -> ((String) text).contains("'"));
        }
    }

    @Test
    void everyCodeOfThePackageHasItsText() throws IOException {
        Properties english = bundle("cli");
        for (String folder : List.of("cli", "catalogue")) {
            for (Path source : sources(folder)) {
                Matcher code = CODE.matcher(Files.readString(source));
                while (code.find()) {
                    assertThat(english).as(source.toString()).containsKey("error." + code.group(1));
                }
            }
        }
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/pirogue", folder))) {
            return sources.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void anyOtherLanguageIsEnglish() {
        assertThat(Messages.in("sw").text("yes")).isEqualTo("yes");
        assertThat(Messages.in("fr_BI.UTF-8").text("yes")).isEqualTo("oui");
    }

    private static TreeSet<String> arguments(String text) {
        TreeSet<String> arguments = new TreeSet<>();
        Matcher found = Pattern.compile("\\{\\d}").matcher(text);
        while (found.find()) {
            arguments.add(found.group());
        }
        return arguments;
    }

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (var in =
                Objects.requireNonNull(MessagesTest.class.getResourceAsStream("/messages/" + name + ".properties"))) {
            bundle.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return bundle;
    }
}
