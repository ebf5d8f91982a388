package org.pirogue.workspace.outlet;

/**
 * One event, ready to be sent.
 *
 * @param id the same at each try
 * @param type as {@code org.pirogue.dataset.version.rows}
 * @param version of the dataset
 * @param rows that it has: added, changed or gone
 * @param body a CloudEvent in structured JSON
 */
public record Event(String id, String type, long version, int rows, byte[] body) {
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    /** Its body has rows. */
    @Override
    public String toString() {
        return "Event[" + id + "]";
    }
}
