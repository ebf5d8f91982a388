package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both languages of the tutorial say the same commands; {@link TutorialIT} carries them out. */
class TutorialTest {
    private static final Path DEPLOY = World.CHECKOUT.resolve("deploy");

    @Test
    void bothLanguagesShareTheirCommandsAndFiles() throws IOException {
        List<Tutorial.Block> english = Tutorial.read(DEPLOY.resolve("tutorial.md"));
        List<Tutorial.Block> french = Tutorial.read(DEPLOY.resolve("tutoriel.md"));
        assertThat(english).hasSizeGreaterThan(20);
        assertThat(french).hasSameSizeAs(english);
        for (int i = 0; i < english.size(); i++) {
            assertThat(french.get(i).isSameAs(english.get(i)))
                    .as(
                            "tutorial.md:%d and tutoriel.md:%d",
                            english.get(i).line(), french.get(i).line())
                    .isTrue();
        }
    }

    /** A comparison that takes anything would prove nothing. */
    @Test
    void whatIsShownMustHaveCome() {
        String output = "flow   state\na      done    3\nin 7 s\n";
        assertThat(Tutorial.shows(output, "flow state\na done 3\nin … s\n")).isTrue();
        assertThat(Tutorial.shows(output, "a done 3\nflow state\n"))
                .as("in another order")
                .isFalse();
        assertThat(Tutorial.shows(output, "a done 4\n")).as("another number").isFalse();
        assertThat(Tutorial.shows(output, "a done\n")).as("a part of a line").isFalse();
    }

    @Test
    void whatIsShownFollowsWhatShowsIt() throws IOException {
        List<Tutorial.Block> blocks = Tutorial.read(DEPLOY.resolve("tutorial.md"));
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).kind() == Tutorial.Kind.SHOWS) {
                assertThat(blocks.get(i - 1).kind())
                        .as("before line %d", blocks.get(i).line())
                        .isIn(Tutorial.Kind.COMMANDS, Tutorial.Kind.WINDOW);
            }
        }
    }
}
