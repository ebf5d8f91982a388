package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that finds nothing proves something only where it finds what is there. */
class TracesTest {
    private static final String NAME = "Zanobie Qwértzuvira";

    private final Traces traces = new Traces(List.of(NAME, "Nowhere"));

    @TempDir
    Path folder;

    @Test
    void findsANameHoweverItIsWrittenDown() throws Exception {
        write("utf-8", ("\0x" + NAME + "\1").getBytes(StandardCharsets.UTF_8));
        write("small", NAME.toLowerCase().getBytes(StandardCharsets.UTF_8));
        write("utf-16", ("y" + NAME).getBytes(StandardCharsets.UTF_16LE));
        for (int before = 0; before < 3; before++) {
            for (int after = 0; after < 3; after++) {
                String text = "abc".substring(0, before) + NAME + "abc".substring(0, after);
                write("base64-" + before + after, Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("gzip")))) {
            out.write(("{\"name\":\"" + NAME + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        write("other", "Zanobie, Qwertzuvira".getBytes(StandardCharsets.UTF_8));

        assertThat(traces.below(folder))
                .isEqualTo(Map.of(
                        NAME,
                        Set.of(
                                "utf-8",
                                "small",
                                "utf-16",
                                "gzip",
                                "base64-00",
                                "base64-01",
                                "base64-02",
                                "base64-10",
                                "base64-11",
                                "base64-12",
                                "base64-20",
                                "base64-21",
                                "base64-22")));
    }

    private void write(String name, byte[] bytes) throws Exception {
        Files.createDirectories(folder.resolve("below"));
        Files.write(folder.resolve(name), bytes);
    }
}
