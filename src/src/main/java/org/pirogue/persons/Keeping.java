package org.pirogue.persons;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.pirogue.flow.ClosedPeriods;
import org.pirogue.ledger.Expired;
import org.pirogue.ledger.person.PersonSealing;
import org.pirogue.ledger.table.ScratchTables;
import org.pirogue.workspace.RetentionSettings;
import org.pirogue.workspace.dataset.Datasets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Once a night: what was kept for long enough goes, and what a former key has closed is closed with the newest. The audit trail stays. */
@Component("keeping")
public class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final RetentionSettings settings;
    private final Expired expired;
    private final Datasets datasets;
    private final ScratchTables scratch;
    private final PersonSealing sealing;
    private final Clock clock;

    Keeping(
            RetentionSettings settings,
            Expired expired,
            Datasets datasets,
            ScratchTables scratch,
            PersonSealing sealing,
            Clock clock) {
        this.settings = settings;
        this.expired = expired;
        this.datasets = datasets;
        this.scratch = scratch;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Called by the schedule. */
    public void look() {
        long cases = 0;
        long rejects = 0;
        for (Expired.Known known : expired.flows()) {
            cases += cases(known);
            int days = settings.rejectDays(known.workspace(), known.flow());
            rejects += days > 0 ? expired.rejects(known.flow(), days) : 0;
        }
        int tables = scratch.sweep();
        expired.note("scratch", tables);
        int versions = datasets.sweep();
        expired.note("versions", versions);
        if (cases + rejects + tables + versions > 0) {
            LOG.info(
                    "kept for long enough, and removed: {} case records, {} rejects, {} versions of datasets, {} tables of steps",
                    cases,
                    rejects,
                    versions,
                    tables);
        }
        sealing.again();
    }

    private long cases(Expired.Known known) {
        ClosedPeriods closed = new ClosedPeriods(
                settings.caseDays(known.workspace(), known.flow()),
                LocalDate.ofInstant(clock.instant(), clock.getZone()));
        List<String> over =
                expired.periods(known.flow()).stream().filter(closed::has).toList();
        return over.isEmpty() ? 0 : expired.cases(known.flow(), over);
    }
}
