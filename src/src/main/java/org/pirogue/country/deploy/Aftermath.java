package org.pirogue.country.deploy;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pirogue.country.Schedules;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Pairs;
import org.pirogue.flow.ReconcileSchedules;
import org.pirogue.flow.Relations;
import org.pirogue.ledger.run.VersionBook;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left to do when another version runs: its schedules, and to forget what nothing uses any more. */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private final Schedules schedules;
    private final ReconcileSchedules comparisons;
    private final Snapshots snapshots;
    private final KeptFlows kept;
    private final FlowFiles files;
    private final Pairs pairs;
    private final Relations relations;
    private final VersionBook versions;
    private final int keep;

    /** @param keep how many unused versions of the files stay in the data folder */
    Aftermath(
            Schedules schedules,
            ReconcileSchedules comparisons,
            Snapshots snapshots,
            KeptFlows kept,
            FlowFiles files,
            Pairs pairs,
            Relations relations,
            VersionBook versions,
            int keep) {
        this.schedules = schedules;
        this.comparisons = comparisons;
        this.snapshots = snapshots;
        this.kept = kept;
        this.files = files;
        this.pairs = pairs;
        this.relations = relations;
        this.versions = versions;
        this.keep = keep;
    }

    /** What fails here is said: the new version runs all the same. */
    void of(Deployment before, Deployment now) {
        try {
            schedules.forgetOrphans();
            comparisons.set();
        } catch (SchedulerException e) {
            LOG.error("P659 schedules could not be brought up to date: {}", e.getMessage());
        }
        try {
            Set<String> used = new TreeSet<>(versions.underWay());
            used.add(before.digest());
            used.add(now.digest());
            snapshots.tidy(used, keep);
            kept.forgetGone();
            Predicate<Path> gone = snapshots::isGone;
            files.forget(gone);
            pairs.forget(gone);
            relations.forget(gone);
        } catch (RuntimeException e) {
            LOG.warn(
                    "old versions of the files could not be removed: {}",
                    e.getClass().getSimpleName());
        }
    }
}
