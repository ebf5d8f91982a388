package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {

    /** {@code run} in a JVM of its own, with an application that only waits. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) {
            Context context =
                    new Context(new Screen(System.out, System.err, false, Messages.in("en")), Path.of(args[0]));
            RunCommand.Runtime waiting = settings -> {
                System.out.println("waiting");
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Exit.OK;
            };
            Parts built = Parts.asBuilt(context);
            Parts parts = new Parts(
                    waiting,
                    built.samples(),
                    built.lint(),
                    built.ledger(),
                    built.sandbox(),
                    built.bench(),
                    built.child());
            new CommandTree(context, parts).run(List.of("run", "atlantis", "--as-long-as", args[1]));
        }
    }

    @Test
    void aKilledDemonstrationDoesNotLeaveItsPirogueBehind(@TempDir Path checkout) throws Exception {
        new CommandLineFixture(checkout).withCountry("atlantis", "alpha");
        Process demonstration = new ProcessBuilder("sleep", "600").start();
        Process pirogue = new ProcessBuilder(new ChildJvm(Waiting.class.getName())
                        .command(checkout, List.of(checkout.toString(), String.valueOf(demonstration.pid()))))
                .start();
        try {
            assertThat(pirogue.inputReader().readLine()).isEqualTo("waiting");
            assertThat(pirogue.isAlive()).isTrue();
            demonstration.destroyForcibly();
            assertThat(pirogue.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            demonstration.destroyForcibly();
            pirogue.destroyForcibly();
        }
    }
}
