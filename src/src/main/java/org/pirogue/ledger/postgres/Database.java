package org.pirogue.ledger.postgres;

import java.sql.SQLException;

/** A PostgreSQL that answers. */
public interface Database extends AutoCloseable {

    /** JDBC address, without user and password. */
    String url();

    String user();

    String password();

    @Override
    void close();

    /** For a migration: the audit trail belongs to the application. Of an external database somebody else sees to that. */
    default void openTrail() throws SQLException {}

    /** Afterwards: the audit trail belongs to a role that the application cannot become. */
    default void closeTrail() throws SQLException {}
}
