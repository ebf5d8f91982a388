package org.pirogue.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The ledger with one guard taken out: a piece of its SQL replaced on the way to PostgreSQL. */
public final class BrokenLedger extends DelegatingDataSource {
    public static final String ATTEMPT_FIRST = "attempted = coalesce(n.attempted, s.attempted)";
    public static final String NO_ATTEMPT = "attempted = s.attempted";

    private final String guard;
    private final String instead;
    public final AtomicInteger broken = new AtomicInteger();

    public BrokenLedger(DataSource source, String guard, String instead) {
        super(source);
        this.guard = guard;
        this.instead = instead;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        arguments[0] = broken((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String broken(String sql) {
        if (!sql.contains(guard)) {
            return sql;
        }
        broken.incrementAndGet();
        return sql.replace(guard, instead);
    }
}
