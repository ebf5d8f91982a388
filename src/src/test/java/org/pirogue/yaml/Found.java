package org.pirogue.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one step of a test brought about, and how that is held against what was expected. */
final class Found {
    final List<Map<String, Object>> gives = new ArrayList<>();
    final List<Map<String, Object>> sends = new ArrayList<>();
    final List<Map<String, Object>> stands = new ArrayList<>();
    List<String> findings = List.of();
    List<String> conflicts = List.of();
    Map<String, Long> counts = Map.of();

    @Nullable
    String fails;

    void mustBeAs(TestFile.Story expected, String step) {
        assertThat(fails).as(step + "fails").isEqualTo(expected.fails());
        same(step + "gives", expected.gives(), gives);
        same(step + "sends", expected.sends(), sends);
        same(step + "stands", expected.stands(), stands);
        assertThat(findings)
                .as(step + "findings")
                .isEqualTo(Objects.requireNonNull(expected.findings()).stream()
                        .sorted()
                        .toList());
        if (expected.conflicts() != null) {
            assertThat(conflicts).as(step + "conflicts").isEqualTo(expected.conflicts());
        }
        if (expected.counts() != null) {
            assertThat(counts)
                    .as(step + "counts")
                    .containsKeys(expected.counts().keySet().toArray(String[]::new));
            Map<String, Long> asked = new TreeMap<>(counts);
            asked.keySet().retainAll(expected.counts().keySet());
            assertThat(asked).as(step + "counts").isEqualTo(expected.counts());
        }
    }

    private static void same(String what, @Nullable JsonNode expected, List<Map<String, Object>> found) {
        if (expected != null) {
            assertThat(Shown.found(found)).as(what).isEqualTo(Shown.lines(expected));
        }
    }
}
