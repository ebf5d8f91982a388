package org.pirogue.ledger.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.pirogue.home.Secrets;
import org.pirogue.home.StartupCheck;
import org.pirogue.home.StartupFailure;
import org.pirogue.home.StartupProblems;
import org.springframework.stereotype.Component;

/** An external database is there and lets us in. */
@Component
final class DatabaseCheck implements StartupCheck {

    private static final String LOGIN_TIMEOUT_SECS = "10";

    private final DatabaseSettings settings;

    DatabaseCheck(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(StartupProblems problems) {
        if (settings.maxConnections() < 2) {
            problems.add("P105", "pirogue.database.max-connections", settings.maxConnections(), "2");
        }
        if (settings.port() < 0) {
            problems.add("P105", "pirogue.database.port", settings.port(), "0");
        }
        if (!settings.isExternal()) {
            return;
        }
        if (settings.passwordFile() == null) {
            problems.add("P106", "pirogue.database.password-file", "pirogue.database.url");
            return;
        }
        try {
            signIn(Secrets.read(Path.of(settings.passwordFile())));
        } catch (StartupFailure unreadable) {
            unreadable.problems().forEach(problems::add);
        } catch (SQLException e) {
            // Class 28 is PostgreSQL's "invalid authorization".
            var refused = String.valueOf(e.getSQLState()).startsWith("28");
            problems.add(refused ? "P113" : "P112", String.valueOf(settings.url()), settings.user());
        }
    }

    private void signIn(String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", LOGIN_TIMEOUT_SECS);
        DriverManager.getConnection(settings.url(), properties).close();
    }
}
