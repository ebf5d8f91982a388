package org.pirogue.buffer.topic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.pirogue.buffer.topic.PartnerTrail.Kind;
import org.pirogue.buffer.topic.PartnerTrail.Who;

/**
 * What was refused, told to the audit trail without flooding it: the first time at once, and what follows within a minute as one
 * number. Who tries many addresses fills no more than some lines a minute.
 */
final class Refusals {
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int LINES_OF_ONE = 100;
    private static final int LINES_OF_ALL = 1000;
    private static final String OTHERS = "others";
    private static final String SIGN_IN = "sign-in";

    private final TrailWriter writer;
    private final Clock clock;
    private final Map<Line, Times> lines = new HashMap<>();
    private final Map<Who, Integer> own = new HashMap<>();

    Refusals(TrailWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    private record Line(Who who, String deed, String address) {}

    private static final class Times {
        private final Instant since;
        private long more;

        private Times(Instant since) {
            this.since = since;
        }
    }

    void signedIn(Who who) {
        writer.later(trail -> trail.signedIn(who));
    }

    void signIn(Who who) {
        tell(who, SIGN_IN, "");
    }

    void tell(Who who, String deed, String address) {
        Line line = bounded(new Line(who, deed, address));
        if (isNew(line)) {
            write(line, 1);
        }
    }

    private synchronized Line bounded(Line line) {
        boolean many = own.getOrDefault(counted(line.who()), 0) >= LINES_OF_ONE || lines.size() >= LINES_OF_ALL;
        return !many || lines.containsKey(line) ? line : new Line(counted(line.who()), line.deed(), OTHERS);
    }

    /** Strangers are one, whatever they call themselves. */
    private static Who counted(Who who) {
        return who.kind() == Kind.STRANGER ? new Who("", Kind.STRANGER) : who;
    }

    private synchronized boolean isNew(Line line) {
        Times times = lines.get(line);
        if (times != null) {
            times.more++;
            return false;
        }
        lines.put(line, new Times(clock.instant()));
        own.merge(counted(line.who()), 1, Integer::sum);
        return true;
    }

    /** Writes the numbers of what is over. @param all whether it is over or not: nobody comes any more */
    synchronized void flush(boolean all) {
        Instant before = clock.instant().minus(WINDOW);
        for (Iterator<Map.Entry<Line, Times>> each = lines.entrySet().iterator(); each.hasNext(); ) {
            var entry = each.next();
            if (all || entry.getValue().since.isBefore(before)) {
                each.remove();
                own.computeIfPresent(counted(entry.getKey().who()), (who, many) -> many == 1 ? null : many - 1);
                if (entry.getValue().more > 0) {
                    write(entry.getKey(), entry.getValue().more);
                }
            }
        }
    }

    private void write(Line line, long times) {
        Consumer<PartnerTrail> deed = line.deed().equals(SIGN_IN)
                ? trail -> trail.signInRefused(line.who())
                : trail -> trail.refused(line.who(), line.deed(), line.address(), times);
        writer.later(deed);
    }
}
