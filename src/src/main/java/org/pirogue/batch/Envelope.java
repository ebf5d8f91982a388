package org.pirogue.batch;

/**
 * What a batch belongs to.
 *
 * @param flow name of the flow
 * @param workspace workspace that owns the flow
 * @param run number of the run that read it
 * @param chunk number of the closed chunk within the run
 * @param mode what the run is for
 */
public record Envelope(String flow, String workspace, long run, int chunk, Mode mode) {
    /** {@code SYNC} makes the target equal, {@code PLAN} and {@code COMPARE} only look and never write. */
    public enum Mode {
        SYNC,
        PLAN,
        COMPARE
    }
}
