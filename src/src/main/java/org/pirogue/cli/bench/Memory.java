package org.pirogue.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory of one Java process on Linux; its children, such as PostgreSQL, are not in it.
 *
 * @param heapMiB the most that was left of the heap after any garbage collection
 * @param residentMiB the most that the process ever had in memory, code and threads included
 */
record Memory(long heapMiB, long residentMiB) {
    private static final Pattern LEFT = Pattern.compile("->(\\d+)M\\(");
    private static final long KIB = 1024;

    /** @param collections the log of the garbage collector, written by {@code -Xlog:gc} */
    static Memory of(long pid, Path collections) {
        try (Stream<String> lines = Files.lines(collections);
                Stream<String> status = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            long heap = lines.map(LEFT::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .max()
                    .orElse(0);
            long resident = status.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            return new Memory(heap, resident / KIB);
        } catch (IOException e) {
            return new Memory(0, 0);
        }
    }
}
