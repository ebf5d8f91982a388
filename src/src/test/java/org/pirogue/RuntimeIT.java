package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The whole application, started once for all that is told of it here: a subject, a story. */
class RuntimeIT {
    @TempDir
    static Path data;

    private static StartedPirogue pirogue;

    static StartedPirogue pirogue() {
        return pirogue;
    }

    @BeforeAll
    static void start() throws IOException {
        pirogue = new StartedPirogue(data);
    }

    @AfterAll
    static void stop() {
        pirogue.close();
        assertThat(data.resolve("pirogue.port")).doesNotExist();
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Nested
    class Door extends DoorStory {}

    @Nested
    class SignIn extends SignInStory {}

    @Nested
    class Identity extends IdentityStory {}

    @Nested
    class Queue extends QueueStory {}

    @Nested
    class Rights extends RightsStory {}

    @Nested
    class Trail extends TrailStory {}
}
