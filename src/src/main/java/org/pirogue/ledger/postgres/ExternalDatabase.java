package org.pirogue.ledger.postgres;

/** A PostgreSQL that others run. */
record ExternalDatabase(String url, String user, String password) implements Database {

    @Override
    public void close() {
        // It is not ours to stop.
    }

    @Override
    public String toString() {
        return "ExternalDatabase[" + url + "]";
    }
}
