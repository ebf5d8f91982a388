package org.pirogue.workspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pirogue.workspace.dataset.Publishes.row;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;

/** The line of {@code deploy/datasets.md} for psql, by psql itself. It is not on every machine: {@code apt install postgresql-client}. */
@Tag("full")
class PsqlTest {
    private final Publishes lab = new Publishes();

    private record Answer(int exit, String text) {}

    @Test
    void readsTheViewOfItsShareAndNothingElse() throws Exception {
        assumeTrue(isThere(), "psql is not installed here: not tried");
        lab.publish(
                List.of(Column.text("id"), new Column("cases", Column.Type.INTEGER, false, "")),
                List.of(row("1", "cases", "4"), row("2", "cases", "5")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        Share share = lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER,
                        "pat",
                        List.of("id", "cases"),
                        null,
                        List.of(),
                        false,
                        null,
                        null,
                        null,
                        "test",
                        null),
                null,
                "tester");
        ShareRoles.SignIn signIn = lab.roles.open(share.id());
        try {
            String view = signIn.view().replaceFirst("^.*\\.", "");
            assertThat(psql(signIn, "select * from " + view + " order by id"))
                    .isEqualTo(new Answer(0, "id,cases\n1,4\n2,5\n"));
            assertThat(psql(signIn, "\\copy ledger.run to stdout")).satisfies(answer -> {
                assertThat(answer.exit()).isNotZero();
                assertThat(answer.text()).contains("permission denied");
            });
            lab.shares.withdraw(share.id(), "tester");
            assertThat(psql(signIn, "select * from " + view)).isEqualTo(new Answer(0, "id,cases\n"));
        } finally {
            lab.roles.close(share.id());
        }
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("psql", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Answer psql(ShareRoles.SignIn signIn, String question) throws Exception {
        URI server = URI.create(signIn.url().substring("jdbc:".length()));
        String connection = "host=%s port=%d dbname=%s user=%s"
                .formatted(server.getHost(), server.getPort(), server.getPath().substring(1), signIn.user());
        ProcessBuilder command = new ProcessBuilder("psql", connection, "--no-psqlrc", "--csv", "-c", question)
                .redirectErrorStream(true);
        command.environment().put("PGPASSWORD", signIn.password());
        Process process = command.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), text);
    }
}
