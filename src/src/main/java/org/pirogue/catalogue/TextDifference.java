package org.pirogue.catalogue;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Two sets of files, line by line, as {@code diff -u} shows it. */
public final class TextDifference {
    private static final int CONTEXT = 3;

    private TextDifference() {}

    public static List<String> of(Map<String, byte[]> before, Map<String, byte[]> after, String left, String right) {
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            List<String> old = lines(before.get(path));
            lines.addAll(UnifiedDiffUtils.generateUnifiedDiff(
                    left + "/" + path, right + "/" + path, old, DiffUtils.diff(old, lines(after.get(path))), CONTEXT));
        }
        return lines;
    }

    private static List<String> lines(byte @org.jspecify.annotations.Nullable [] content) {
        return content == null
                ? List.of()
                : new String(content, StandardCharsets.UTF_8).lines().toList();
    }
}
