package org.pirogue.prepare.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A workbook says when it was made, in several places: taken away, the same rows are the same bytes. */
final class SteadyZip {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final Pattern MADE = Pattern.compile("<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\\1>");

    private SteadyZip() {}

    static void copy(Path from, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTimeLocal(EPOCH);
                out.putNextEntry(same);
                try (var in = zip.getInputStream(entry)) {
                    if (entry.getName().equals("docProps/core.xml")) {
                        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        out.write(MADE.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8));
                    } else {
                        in.transferTo(out);
                    }
                }
            }
        }
    }
}
