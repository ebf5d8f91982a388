package org.pirogue.workspace.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.home.Secrets;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.springframework.jdbc.core.JdbcTemplate;

/** Secrets of workspaces in a real database. */
class SecretBookTest {
    private static final String CANARY = "d2pat_canary_of_the_tracker";

    @TempDir
    Path folder;

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final List<Deed> told = new ArrayList<>();

    @Test
    void aSecretIsUsedByItsWorkspaceAndSeenByNobody() {
        SecretBook book = book();
        book.set("red", "tracker", CANARY + "\n", "aline");

        assertThat(book.of("red", "tracker", "connections/tracker")).contains(CANARY);
        assertThat(book.of("blue", "tracker", "connections/tracker")).isEmpty();
        assertThat(told).singleElement().satisfies(deed -> {
            assertThat(deed.verb()).isEqualTo(Verb.USE_SECRET);
            assertThat(deed.resource()).isEqualTo("workspaces/red/secrets/tracker");
            assertThat(deed.toString()).doesNotContain(CANARY);
        });
        assertThat(book.of("red").toString()).contains("tracker", "aline").doesNotContain(CANARY);
        byte[] sealed = jdbc.queryForObject(
                "select sealed from access.secret where workspace = 'red' and name = 'tracker'", byte[].class);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
    }

    @Test
    void aRowThatIsMovedOrChangedIsNotOpened() {
        SecretBook book = book();
        book.set("red", "moved", CANARY, "aline");
        jdbc.update("insert into access.secret select 'green', name, sealed, key, set_at, set_by from access.secret"
                + " where workspace = 'red' and name = 'moved'");
        assertThat(book.of("green", "moved", "x")).isEmpty();

        jdbc.update("update access.secret set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
                + " where workspace = 'red' and name = 'moved'");
        assertThat(book.of("red", "moved", "x")).isEmpty();
    }

    @Test
    void anotherKeySealsAllOfThemAgain() throws Exception {
        SecretBook book = book();
        book.set("red", "turned", CANARY, "aline");
        String key = book.of("red").stream()
                .filter(each -> each.name().equals("turned"))
                .findFirst()
                .orElseThrow()
                .key();

        book.rotate();

        assertThat(book.of("red"))
                .filteredOn(each -> each.name().equals("turned"))
                .noneMatch(each -> each.key().equals(key));
        assertThat(book.of("red", "turned", "x")).contains(CANARY);
        jdbc.update("delete from access.secret where name <> 'turned'");
        book.rotate();
        assertThat(Files.readAllLines(folder.resolve("secret-key")))
                .as("former keys are forgotten")
                .hasSize(1);
    }

    @Test
    void namesAndValuesAreChecked() {
        assertThatThrownBy(() -> book().set("red", "A b", "x", "t")).hasMessageStartingWith("P795");
        assertThatThrownBy(() -> book().set("red", "a", " ", "t")).hasMessageStartingWith("P795");
        assertThatThrownBy(() -> book().remove("red", "never")).hasMessageStartingWith("P799");
    }

    private SecretBook book() {
        return new SecretBook(jdbc, new SecretKeys(new Secrets(folder)), told::add);
    }
}
