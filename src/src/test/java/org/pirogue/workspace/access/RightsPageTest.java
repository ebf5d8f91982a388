package org.pirogue.workspace.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that people read says what the code does. */
class RightsPageTest {
    @Test
    void eachRoleHasTheRightsOfThePage() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../deploy/rights.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| right "))
                .toList();
        List<String> page = rows.stream()
                .map(row -> row.split("\\|")[1].strip() + marks(row))
                .toList();

        assertThat(page)
                .isEqualTo(Arrays.stream(Right.values())
                        .map(right -> right.name().toLowerCase(Locale.ROOT).replace('_', '-')
                                + Stream.of(Role.values())
                                        .map(role -> role.rights().contains(right) ? "x" : "-")
                                        .collect(Collectors.joining()))
                        .toList());
    }

    private static String marks(String row) {
        return Arrays.stream(row.split("\\|", -1))
                .skip(3)
                .limit(Role.values().length)
                .map(cell -> cell.isBlank() ? "-" : cell.strip())
                .collect(Collectors.joining());
    }
}
