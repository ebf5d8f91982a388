package org.pirogue.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Reject;

/**
 * What a demonstration showed: every run of every flow in the order of the configuration.
 *
 * @param partner null for a country without one
 * @param agrees whether source and target were equal at the end, for every flow, and the partner has what it was given
 */
public record DemoReport(
        String country,
        List<FlowRuns> flows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Partner partner,
        boolean agrees) {

    /**
     * A partner who was away.
     *
     * @param read version that it had read before
     * @param missed versions that were made meanwhile, each of which it was told of when it came again
     * @param events that it got then
     * @param rows of the copy that it made of all its events
     * @param equal whether that copy is what its share gives
     */
    public record Partner(
            String account, String dataset, long read, List<Long> missed, int events, int rows, boolean equal) {}

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
