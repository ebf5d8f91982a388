package org.pirogue.flow;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people at the target call the things of a flow. A target that does not answer leaves only their codes. */
public class TargetNames {
    private static final Logger LOG = LoggerFactory.getLogger(TargetNames.class);

    private final Flows flows;
    private final MetadataCache metadata;

    public TargetNames(Flows flows, MetadataCache metadata) {
        this.flows = flows;
        this.metadata = metadata;
    }

    /** Names by code; null where nothing is known of it. */
    public record Names(@Nullable DataSetMetadata dataSet) {
        public @Nullable String orgUnit(String code) {
            return dataSet == null ? null : dataSet.orgUnitName(code);
        }

        public @Nullable String dataElement(String code) {
            return dataSet == null ? null : dataSet.elementName(code);
        }
    }

    public Names of(String flow) {
        if (!flows.has(flow) || !flows.get(flow).carriesValues()) {
            return new Names(null);
        }
        try {
            Flow.Step target = flows.get(flow).target();
            return new Names(metadata.dataSet(target.parameter("connection"), target.parameter("dataSet")));
        } catch (FlowException e) {
            LOG.info("names of {} are not known now: {}", flow, e.getMessage());
            return new Names(null);
        }
    }
}
