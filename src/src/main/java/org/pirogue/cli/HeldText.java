package org.pirogue.cli;

import org.pirogue.cli.rest.Hold;
import org.pirogue.cli.rest.Run;

/** Why a run waits, or would, in the user's words. */
final class HeldText {
    private HeldText() {}

    /** One sentence with the code before it. */
    static String of(Screen screen, Run run, Hold hold) {
        return hold.code() + " "
                + screen.text(
                        "hold." + hold.state() + "." + hold.code(),
                        run.run(),
                        run.flow(),
                        hold.deletes(),
                        hold.cells(),
                        hold.percent(),
                        hold.writes());
    }
}
