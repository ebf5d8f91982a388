package org.pirogue.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What a demonstration showed: every run of every flow in the order of the configuration.
 *
 * @param agrees whether source and target were equal at the end, for every flow
 */
public record DemoReport(String country, List<FlowRuns> flows, boolean agrees) {

    public record FlowRuns(String flow, List<Counts> runs) {}

    /** The counts of one run, in the order of the report. */
    public record Counts(
            long read,
            long used,
            long ignored,
            long unmapped,
            long invalid,
            long duplicate,
            long suppressed,
            long desired,
            long written,
            long unchanged,
            long rejected,
            long inFlight,
            long conflict,
            long superseded,
            long retracted,
            long deleted,
            boolean balanced,
            double seconds) {}

    /** One line. */
    public String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
