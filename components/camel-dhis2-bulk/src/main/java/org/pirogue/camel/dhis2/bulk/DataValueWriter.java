package org.pirogue.camel.dhis2.bulk;

/**
 * Writes until every record is ACCEPTED or REFUSED: takes culprits out, sends the innocents again, and splits in halves where
 * DHIS2 does not tell who the culprit is.
 *
 * <p>A body that is too long for the server or its proxy (413) is sent in halves.
 *
 * <p>A call that DHIS2 refuses without a summary (a malformed period is a 500) is split too. A single record that is refused
 * so is held guilty only if another record of the same write was accepted, or if DHIS2's words are those of a known fault of
 * data: else the fault may be the server's or the call's, and the exception is passed on.
 */
public final class DataValueWriter {

    private final Dhis2BulkClient client;

    /** Writes through this client. */
    public DataValueWriter(Dhis2BulkClient client) {
        this.client = client;
    }

    /**
     * Makes at most about twice as many calls as there are records; one if all is well.
     *
     * @throws Dhis2Exception if nothing could be decided; when a later call gives no verdict, the verdict tells it by
     *     {@link Verdict#stoppedBy()}
     */
    public Verdict write(DataValueImport values) {
        return new Writing(client, values).run();
    }
}
