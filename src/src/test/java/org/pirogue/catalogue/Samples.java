package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Versions to publish. */
public final class Samples {
    public static final String NAME = "report-checks-action";

    private Samples() {}

    public static Parcel kamelet(String version, String text) {
        return kamelet(
                version,
                new TreeMap<>(Map.of(
                        NAME + ".kamelet.yaml", text.getBytes(UTF_8),
                        "test/" + NAME + ".test.yaml", "tests: []\n".getBytes(UTF_8))));
    }

    static Parcel kamelet(String version, SortedMap<String, byte[]> files) {
        Release draft = new Release(
                Release.FORMAT,
                NAME,
                version,
                Kind.KAMELET,
                "Report checks",
                "Checks: \u00ab reports \u00bb # as agreed\nin two lines.",
                "first: \"words\"",
                new Release.Published("amina", "2026-11-27T08:00:00Z", "burundi"),
                new TreeMap<>(Map.of(
                        "rules", new Parameter("Rules", "string", true, null),
                        "limit", new Parameter(null, "integer", false, "10"))),
                List.of(),
                List.of(),
                "");
        return Parcel.seal(draft, files, Set.of(), "# Report checks\n");
    }
}
