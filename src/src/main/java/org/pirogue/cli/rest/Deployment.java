package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the country's files stand.
 *
 * @param state deployed, checked, waiting or refused
 * @param version digest of what runs; {@code candidate}: of what is refused or waits
 * @param difference what the last change brought, or this one would
 * @param waitsFor flows that have something to end before
 * @param restart settings that take effect at the next start
 * @param left flows that are gone, with what was not delivered of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Deployment(
        String state,
        String version,
        @Nullable String since,
        @Nullable String candidate,
        @Nullable String difference,
        List<Problem> problems,
        List<String> waitsFor,
        List<String> restart,
        List<Left> left) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Problem(
            String code,
            @Nullable String place,
            @Nullable String value,
            String text,
            @Nullable String hint) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Left(String flow, long pending, String queue, long depth) {}

    public boolean isRefused() {
        return state.equals("refused");
    }

    public boolean isWaiting() {
        return state.equals("waiting");
    }
}
