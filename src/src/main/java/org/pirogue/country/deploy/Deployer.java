package org.pirogue.country.deploy;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.pirogue.prepare.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changed files into effect: read once, checked as at a start, then put in whole. What is refused, or waits, changes
 * nothing; what runs goes on.
 */
public class Deployer {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final HomeFiles home;
    private final Candidates candidates;
    private final Change change;
    private final Aftermath aftermath;
    private final CountrySource source;
    private final Clock clock;
    private Candidate current;
    private volatile Report report;
    private String decided;
    private String seen;

    Deployer(
            HomeFiles home,
            Candidates candidates,
            Change change,
            Aftermath aftermath,
            CountrySource source,
            Clock clock,
            Candidate started) {
        this.home = home;
        this.candidates = candidates;
        this.change = change;
        this.aftermath = aftermath;
        this.source = source;
        this.clock = clock;
        this.current = started;
        this.report = new Report(
                Report.State.DEPLOYED,
                started.deployment().digest(),
                clock.instant(),
                null,
                List.of(),
                Set.of(),
                Set.of(),
                null);
        this.decided = "";
        this.seen = "";
    }

    public Report report() {
        return report;
    }

    /**
     * Called every few seconds. Files that have just changed are left alone until the next look finds them unchanged: who
     * copies a folder is not done with the first file.
     */
    synchronized void look() {
        String now = home.fingerprint();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && (!now.equals(decided) || report.state() == Report.State.WAITING)) {
            decided = now;
            say(decide(home.read()));
        }
    }

    /** At once, because somebody asks. */
    public synchronized Report deploy() {
        decided = home.fingerprint();
        seen = decided;
        say(decide(home.read()));
        return report;
    }

    /** What a deployment would change, or why it would be refused; changes nothing. */
    public synchronized Report check() {
        Snapshot snapshot = home.read();
        Candidates.Checked checked = candidates.check(snapshot);
        Candidate found = checked.candidate();
        return found == null
                ? report.refused(snapshot.digest(), checked.problems())
                : new Report(
                        Report.State.CHECKED,
                        current.deployment().digest(),
                        report.since(),
                        snapshot.digest(),
                        List.of(),
                        Set.of(),
                        source.waitForRestart(found.config()),
                        Difference.between(current.deployment(), found.deployment())
                                .toString());
    }

    private Report decide(Snapshot snapshot) {
        if (snapshot.problems().isEmpty()
                && snapshot.digest().equals(current.deployment().digest())) {
            change.giveUp();
            return report.back();
        }
        Candidates.Checked checked = candidates.check(snapshot);
        Candidate found = checked.candidate();
        if (found == null) {
            change.giveUp();
            return report.refused(snapshot.digest(), checked.problems());
        }
        Difference difference = Difference.between(current.deployment(), found.deployment());
        Change.Result result = change.put(current, found, difference);
        if (!result.waitsFor().isEmpty()) {
            return report.waiting(snapshot.digest(), result.waitsFor());
        }
        if (!result.problems().isEmpty()) {
            return report.refused(snapshot.digest(), result.problems());
        }
        Deployment before = current.deployment();
        current = found;
        aftermath.of(before, current.deployment());
        return deployed(found, difference);
    }

    private Report deployed(Candidate found, Difference difference) {
        return new Report(
                Report.State.DEPLOYED,
                found.deployment().digest(),
                clock.instant(),
                null,
                List.of(),
                Set.of(),
                source.waitForRestart(found.config()),
                difference.toString());
    }

    /** Each outcome once, however often the files are looked at. */
    private void say(Report now) {
        Report before = report;
        report = now;
        if (now.sameAs(before)) {
            return;
        }
        switch (now.state()) {
            case DEPLOYED, CHECKED ->
                LOG.info("version {} of the country's files runs: {}", now.digest(), now.difference());
            case WAITING ->
                LOG.info(
                        "P653 version {} waits until {} has ended what it does; {} runs on",
                        now.candidate(),
                        now.waitsFor(),
                        now.digest());
            case REFUSED -> {
                LOG.error(
                        "P650 version {} is refused for {} problem(s), {} runs on",
                        now.candidate(),
                        now.problems().size(),
                        now.digest());
                now.problems().forEach(Deployer::say);
            }
        }
        if (!now.restart().isEmpty() && !now.restart().equals(before.restart())) {
            LOG.warn("P651 changed settings take effect at the next start: {}", now.restart());
        }
    }

    private static void say(Problem problem) {
        LOG.error(
                "{} {}: '{}': {}: {}",
                problem.code(),
                problem.place(),
                problem.value(),
                problem.text(),
                problem.hint());
    }
}
