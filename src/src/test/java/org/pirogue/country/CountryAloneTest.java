package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A country's two folders, copied out of the checkout: what else has to come along is said, and comes as the manual says. */
class CountryAloneTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path home;

    @BeforeEach
    void aCountryAndNothingElse() throws IOException {
        copy("config/mali");
        copy("routes/mali");
    }

    @Test
    void isToldToTakeKameletsAndSharedRoutesAlongAndNothingOfItsFlows() {
        assertThat(CountryLint.problems(home, "mali", Locale.ENGLISH))
                .filteredOn(problem -> !problem.contains("routes/shared"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "P140 kamelets: the folder of kamelets cannot be read: copy Pirogue's kamelets there, or give --home");
        assertThat(CountryLint.problems(home, "mali", Locale.ENGLISH))
                .contains("P150 routes/shared: no shared routes: copy Pirogue's routes/shared");
    }

    @Test
    void isToldSoInFrenchToo() {
        assertThat(CountryLint.problems(home, "mali", Locale.FRENCH))
                .contains(
                        "P140 kamelets : le dossier des kamelets est illisible : copiez-y les kamelets de Pirogue, ou indiquez --home",
                        "P150 routes/shared : pas de routes partagées : copiez routes/shared de Pirogue");
    }

    @Test
    void hasNoProblemOnceTheyHaveComeAlong() throws IOException {
        copy("kamelets");
        copy("routes/shared");
        assertThat(CountryLint.problems(home, "mali", Locale.ENGLISH)).isEmpty();
    }

    private void copy(String folder) throws IOException {
        FileSystemUtils.copyRecursively(CHECKOUT.resolve(folder), home.resolve(folder));
    }
}
