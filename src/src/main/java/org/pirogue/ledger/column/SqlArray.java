package org.pirogue.ledger.column;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many rows are one statement: each of their columns is one array of it. */
public final class SqlArray {
    private SqlArray() {}

    public static <T> Array of(
            Connection connection, String type, Collection<T> items, Function<T, ? extends @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, items.stream().map(value).toArray());
    }
}
