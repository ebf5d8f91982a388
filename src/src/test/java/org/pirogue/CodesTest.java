package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is shown a code finds it in {@code deploy/codes.md}. */
class CodesTest {
    private static final Pattern CODE = Pattern.compile("\\bP[1-9]\\d\\d\\b");
    private static final Pattern ROW = Pattern.compile("^\\| (P\\d{3}) \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);

    private final Path checkout = checkout();

    @Test
    void everyCodeOfTheSourcesHasItsLine() throws IOException {
        assertThat(used()).hasSizeGreaterThan(100).isSubsetOf(explained());
    }

    @Test
    void noLineIsLeftOfACodeThatIsGone() throws IOException {
        assertThat(explained()).isSubsetOf(used());
    }

    @Test
    void everyCodeStandsOnceAndInOrder() throws IOException {
        assertThat(explained()).isSorted().doesNotHaveDuplicates();
    }

    private List<String> explained() throws IOException {
        List<String> codes = new ArrayList<>();
        var rows = ROW.matcher(Files.readString(checkout.resolve("deploy/codes.md")));
        while (rows.find()) {
            codes.add(rows.group(1));
        }
        return codes;
    }

    private Set<String> used() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (Path source : sources()) {
            codes.addAll(CODE.matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group())
                    .collect(Collectors.toSet()));
        }
        return codes;
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(checkout.resolve("pirogue")));
        try (Stream<Path> files = Files.walk(checkout.resolve("src/src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
        return sources;
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/codes.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
