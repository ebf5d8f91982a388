package org.pirogue.ledger.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import org.pirogue.home.DataDirectory;
import org.pirogue.home.Secrets;
import org.pirogue.home.StartupGate;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database and the pool of connections to it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final long FIRST_CONNECTION_MILLIS = 60_000;

    @Bean(destroyMethod = "close")
    Database database(DatabaseSettings settings, DataDirectory data, StartupGate gate) {
        if (settings.isExternal()) {
            return new ExternalDatabase(
                    settings.url(), settings.user(), Secrets.read(Path.of(String.valueOf(settings.passwordFile()))));
        }
        return EmbeddedPostgres.start(
                data.postgres(),
                settings.binariesPath(data.postgres()),
                data.secrets().postgresPassword(),
                data.secrets().of("postgres-admin-password"),
                settings.port(),
                // Nothing can be done without it; whoever started Pirogue starts it again.
                () -> System.exit(1));
    }

    /** The application's role changes the trail's tables while it migrates them, and never else. */
    @Bean
    FlywayMigrationStrategy migration(Database database) {
        return flyway -> {
            try {
                if (flyway.info().pending().length > 0) {
                    database.openTrail();
                }
                flyway.migrate();
                database.closeTrail();
            } catch (SQLException refused) {
                throw new IllegalStateException("the audit trail could not be given to its owner", refused);
            }
        };
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Database database, DatabaseSettings settings) {
        var pool = new HikariDataSource();
        pool.setPoolName("ledger");
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(settings.maxConnections());
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(10_000);
        if (database instanceof EmbeddedPostgres) {
            // It has just come up: a machine that is busy may take its time with the first connection.
            pool.setInitializationFailTimeout(FIRST_CONNECTION_MILLIS);
        }
        pool.addDataSourceProperty("ApplicationName", "pirogue");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        // The detail of a violated constraint quotes the row, and a row may be about a person.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        return pool;
    }
}
