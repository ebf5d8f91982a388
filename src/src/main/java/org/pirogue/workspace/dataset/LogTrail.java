package org.pirogue.workspace.dataset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and changes as lines of the log. */
final class LogTrail implements Trail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTrail.class);

    @Override
    public void read(Read read) {
        LOG.info(
                "{} reads {} version {}{} as {}: {} rows",
                read.who(),
                read.dataset(),
                read.version(),
                read.share() == null ? "" : " by share " + read.share(),
                read.how(),
                read.rows());
    }

    @Override
    public void changed(String who, String what, String how) {
        LOG.info("{}: {} by {}", what, how, who);
    }
}
