package org.pirogue.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchivedClassesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "java/lang/Object id: 0, java/lang/Object",
                "org/pirogue/Pirogue id: 11234, org/pirogue/Pirogue",
                "org/pirogue/cli/Main$Place, org/pirogue/cli/Main$Place",
                "# NOTE: do not modify this file, \"\"",
                "@lambda-proxy org/pirogue/cli/Main run ()Ljava/lang/Runnable; 0, \"\"",
                "org/pirogue/A id: 7 super: 1 source: /a.jar, \"\"",
                "org/pirogue/PirogueConfig$$SpringCGLIB$$0 id: 9, \"\"",
            })
    void readsTheNamesOfClassesThatStandInAJar(String line, String name) {
        assertThat(ArchivedClasses.name(line)).isEqualTo(name);
    }
}
