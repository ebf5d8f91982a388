package org.pirogue.flow;

import java.time.Clock;
import java.util.Optional;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/** What the target of a flow would refuse, by what its metadata says. */
public class TargetChecks {
    private final MetadataCache metadata;
    private final Clock clock;

    public TargetChecks(MetadataCache metadata, Clock clock) {
        this.metadata = metadata;
        this.clock = clock;
    }

    /** Empty as well where the target cannot be asked now: then the target itself decides. */
    Optional<TargetCheck.Refused> value(Flow flow, Cell cell, String value) {
        try {
            Flow.Step target = flow.target();
            DataSetMetadata known = metadata.dataSet(target.parameter("connection"), target.parameter("dataSet"));
            return new TargetCheck(known, clock).value(cell, value);
        } catch (FlowException e) {
            return Optional.empty();
        }
    }

    /** By what the target says this minute. @throws FlowException where it cannot be asked */
    Fresh fresh(Flow flow) {
        Flow.Step target = flow.target();
        DataSetMetadata now = metadata.fresh(target.parameter("connection"), target.parameter("dataSet"));
        return new Fresh(new TargetCheck(now, clock));
    }

    /** Metadata that was just read. */
    record Fresh(TargetCheck check) {
        /** @param value empty for a deletion */
        boolean takes(SliceKey key, Cell cell, String value) {
            return check.slice(key)
                    .or(() -> check.cell(cell))
                    .or(() -> value.isEmpty() ? Optional.empty() : check.value(cell, value))
                    .isEmpty();
        }
    }
}
