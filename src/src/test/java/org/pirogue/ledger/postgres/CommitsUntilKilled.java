package org.pirogue.ledger.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A process of its own that commits rows and says each number once it is committed. */
final class CommitsUntilKilled {

    private CommitsUntilKilled() {}

    public static void main(String[] args) throws Exception {
        var postgres = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]), args[2], () -> {});
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS row (number integer PRIMARY KEY)");
            for (int number = 1; ; number++) {
                statement.executeUpdate("INSERT INTO row VALUES (" + number + ")");
                System.out.println(number);
            }
        }
    }
}
