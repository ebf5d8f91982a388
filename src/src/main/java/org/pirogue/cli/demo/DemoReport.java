package org.pirogue.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pirogue.cli.rest.Reject;

/**
 * What a demonstration showed: every run of every flow in the order of the configuration.
 *
 * @param agrees whether source and target were equal at the end, for every flow
 */
public record DemoReport(String country, List<FlowRuns> flows, boolean agrees) {

    /** @param rejects what was refused, held back or not understood in its runs, by code and unit */
    public record FlowRuns(String flow, List<Counts> runs, List<Refused> rejects) {}

    /**
     * @param round 1 or 2
     * @param orgUnit empty where none is known
     */
    public record Refused(int round, String code, String orgUnit, long count) {
        static List<Refused> of(int round, List<Reject> rejects) {
            Map<List<String>, Long> counts = rejects.stream()
                    .collect(Collectors.groupingBy(
                            each -> List.of(each.code(), each.orgUnit() == null ? "" : each.orgUnit()),
                            () -> new TreeMap<>(Comparator.comparing(String::valueOf)),
                            Collectors.counting()));
            return counts.entrySet().stream()
                    .map(each -> new Refused(
                            round, each.getKey().get(0), each.getKey().get(1), each.getValue()))
                    .toList();
        }
    }

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
