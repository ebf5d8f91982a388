package org.pirogue.workspace.outlet;

import org.pirogue.home.StartupCheck;
import org.pirogue.home.StartupProblems;
import org.pirogue.ledger.postgres.DatabaseSettings;
import org.springframework.stereotype.Component;

/** Outlets can be told as they are set: no number that would stop or never end them, and connections of the database for all of them. */
@Component
final class OutletCheck implements StartupCheck {
    private static final String SETTING = "pirogue.outlets.";
    /** Its rows are read by one, which is held until its last event is out; what became of each event is noted by another. */
    private static final int OF_EACH = 2;
    /** For those who sign in, and for runs, while all outlets are told. */
    private static final int OF_OTHERS = 4;
    /** A topic takes no event of more than 256 KiB, and what stands around the rows is one of them, too. */
    private static final int LARGEST_PART_KIB = 240;

    private final OutletSettings settings;
    private final DatabaseSettings database;

    OutletCheck(OutletSettings settings, DatabaseSettings database) {
        this.settings = settings;
        this.database = database;
    }

    @Override
    public void check(StartupProblems problems) {
        least("part-rows", settings.partRows(), problems);
        least("part-kib", settings.partKib(), problems);
        least("first-wait-secs", settings.firstWaitSecs(), problems);
        least("longest-wait-mins", settings.longestWaitMins(), problems);
        least("give-up-hours", settings.giveUpHours(), problems);
        least("threads", settings.threads(), problems);
        if (settings.partKib() > LARGEST_PART_KIB) {
            problems.add("P763", SETTING + "part-kib", settings.partKib(), LARGEST_PART_KIB);
        }
        int needed = OF_EACH * settings.threads() + OF_OTHERS;
        if (database.maxConnections() < needed) {
            problems.add("P762", SETTING + "threads", settings.threads(), needed, database.maxConnections());
        }
    }

    private static void least(String name, int value, StartupProblems problems) {
        if (value < 1) {
            problems.add("P105", SETTING + name, value, "1");
        }
    }
}
