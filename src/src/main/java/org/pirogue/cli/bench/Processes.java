package org.pirogue.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processors' time of this process, and of a Pirogue and its database, on Linux. Where /proc is missing it is 0. */
final class Processes {
    /** Linux counts hundredths towards programs, whatever its own clock. */
    private static final double TICKS_PER_SECOND = 100;
    /** The fields utime, stime, and the same of children that ended, in what follows the name of the program. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private final List<Long> pids = new ArrayList<>();

    Processes() {
        pids.add(ProcessHandle.current().pid());
    }

    /** @param data the data directory of the Pirogue: its database is no child of it */
    void add(long pirogue, Path data) {
        pids.add(pirogue);
        Path database = data.resolve("postgres").resolve("data").resolve("postmaster.pid");
        try (Stream<String> lines = Files.lines(database)) {
            lines.findFirst().map(String::strip).map(Long::valueOf).ifPresent(pids::add);
        } catch (IOException e) {
            // Another database than the embedded one: its time is not counted.
        }
    }

    double cpuSeconds() {
        return pids.stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .flatMap(Processes::withChildren)
                        .distinct()
                        .mapToLong(process -> ticks(process.pid()))
                        .sum()
                / TICKS_PER_SECOND;
    }

    /** Of this process only itself: the Pirogue below it is named on its own. */
    private static Stream<ProcessHandle> withChildren(ProcessHandle process) {
        return process.equals(ProcessHandle.current())
                ? Stream.of(process)
                : Stream.concat(Stream.of(process), process.descendants());
    }

    private static long ticks(long pid) {
        try {
            return ticks(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    /** @param stat the line of /proc/PID/stat; the program's name in it may hold blanks */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }
}
