package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.lint.Branch;

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

    /**
     * @param yaml the step as it is written
     * @param step {@code then } for each step before it
     */
    List<Difference> against(TestFile.Story expected, Branch yaml, String step) {
        Comparison comparison = new Comparison(yaml, step);
        comparison.text("fails", expected.fails(), fails);
        lines(comparison, "gives", expected.gives(), gives);
        lines(comparison, "sends", expected.sends(), sends);
        lines(comparison, "stands", expected.stands(), stands);
        comparison.texts("findings", Objects.requireNonNull(expected.findings()), findings);
        if (expected.conflicts() != null) {
            comparison.texts("conflicts", expected.conflicts(), conflicts);
        }
        if (expected.counts() != null) {
            expected.counts().forEach((name, count) -> comparison.count(name, count, counts.get(name)));
        }
        return comparison.differences();
    }

    private static void lines(
            Comparison comparison, String key, @Nullable JsonNode expected, List<Map<String, Object>> found) {
        if (expected != null) {
            comparison.lines(key, expected, found);
        }
    }
}
