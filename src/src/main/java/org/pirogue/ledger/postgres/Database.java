package org.pirogue.ledger.postgres;

/** A PostgreSQL that answers. */
public interface Database extends AutoCloseable {

    /** JDBC address, without user and password. */
    String url();

    String user();

    String password();

    @Override
    void close();
}
