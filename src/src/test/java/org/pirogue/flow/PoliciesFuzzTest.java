package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Spoilt;

class PoliciesFuzzTest {
    private static final String GOOD =
            "data_element,category_options,policy,note\nA,,source,x\nB,U5;M,target,\nC,,ask,\n";

    @TempDir
    Path folder;

    @Test
    void aSpoiltTableIsAcceptedOrRefusedWithACode() throws IOException {
        throwAt(300);
    }

    @Test
    @Tag("full")
    void aSpoiltTableIsAcceptedOrRefusedWithACodeHoweverOften() throws IOException {
        throwAt(100_000);
    }

    private void throwAt(int times) throws IOException {
        Path file = folder.resolve("policies.csv");
        int refused = 0;
        for (long seed = 0; seed < times; seed++) {
            // A spreadsheet of an older machine saves what is no UTF-8.
            Charset written = seed % 2 == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            Files.write(file, Spoilt.of(GOOD, new Random(seed)).getBytes(written));
            try {
                Policies.read(file);
            } catch (Problems problems) {
                refused++;
                assertThat(problems.all()).as("seed %d", seed).isNotEmpty().allSatisfy(problem -> assertThat(
                                problem.code())
                        .matches("P2\\d\\d|P42[34]"));
            }
        }
        assertThat(refused).isGreaterThan(times / 20);
    }
}
