package org.pirogue.workspace.outlet;

import java.nio.file.Path;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tells one share into a file, in a process of its own. To be killed. */
public final class TellingProcess {
    private TellingProcess() {}

    /** @param words address, user and password of the database, share, file, process to end with */
    public static void main(String... words) {
        ProcessHandle.of(Long.parseLong(words[5])).orElseThrow().onExit().thenRun(() -> Runtime.getRuntime()
                .halt(0));
        Tells tells = new Tells(new Publishes(new DriverManagerDataSource(words[0], words[1], words[2])));
        tells.through(new FileDoor(Path.of(words[4])));
        Share share = tells.lab.shares.get(Long.parseLong(words[3]));
        System.out.println("up");
        tells.look(share);
        System.out.println("told");
    }
}
