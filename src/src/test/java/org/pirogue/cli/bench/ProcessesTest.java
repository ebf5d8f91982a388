package org.pirogue.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @Test
    void addsWhatAProcessAndItsEndedChildrenTook() {
        String stat = "4711 (a (strange) name) S 1 4711 4711 0 -1 4194304 10 20 0 0 150 25 30 5 20 0 1 0 99";

        assertThat(Processes.ticks(stat)).isEqualTo(150 + 25 + 30 + 5);
    }

    @Test
    void countsTheWorkOfThisProcess(@TempDir Path noDatabase) {
        Processes processes = new Processes();
        processes.add(ProcessHandle.current().pid(), noDatabase);
        double before = processes.cpuSeconds();
        long end = System.nanoTime() + 300_000_000;
        long work = 0;
        while (System.nanoTime() < end) {
            work += System.nanoTime() % 7;
        }

        assertThat(work).isPositive();
        assertThat(processes.cpuSeconds()).isGreaterThan(before);
    }
}
