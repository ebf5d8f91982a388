package org.pirogue.ledger;

import java.util.Objects;
import org.pirogue.home.DataDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** The books of the ledger over the application's one database. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {
    /** Its own, whatever else of the application has transactions: the ledger's are of this database only. */
    private static TransactionTemplate transaction(JdbcTemplate jdbc) {
        return new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    @Bean
    RunBook runBook(JdbcTemplate jdbc, HoldLimits limits) {
        return new RunBook(jdbc, transaction(jdbc), limits);
    }

    @Bean
    Drifts drifts(JdbcTemplate jdbc) {
        return new Drifts(jdbc, transaction(jdbc));
    }

    @Bean
    SourceScopes sourceScopes(JdbcTemplate jdbc) {
        return new SourceScopes(jdbc);
    }

    @Bean
    HeldRuns heldRuns(JdbcTemplate jdbc, RunBook runs) {
        return new HeldRuns(jdbc, transaction(jdbc), runs);
    }

    @Bean
    VersionBook versionBook(JdbcTemplate jdbc, RunBook runs) {
        return new VersionBook(jdbc, transaction(jdbc), runs);
    }

    @Bean
    RunRequests runRequests(JdbcTemplate jdbc) {
        return new RunRequests(jdbc, transaction(jdbc));
    }

    @Bean
    SliceBook sliceBook(JdbcTemplate jdbc, RunBook runs) {
        return new SliceBook(jdbc, transaction(jdbc), runs);
    }

    @Bean
    Deliveries deliveries(JdbcTemplate jdbc) {
        return new Deliveries(jdbc, transaction(jdbc));
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc) {
        return new Outbox(jdbc);
    }

    @Bean
    KeptCases keptCases(JdbcTemplate jdbc, RunBook runs) {
        return new KeptCases(jdbc, transaction(jdbc), runs);
    }

    @Bean
    Rejects rejects(JdbcTemplate jdbc) {
        return new Rejects(jdbc);
    }

    @Bean
    Suspensions suspensions(JdbcTemplate jdbc) {
        return new Suspensions(jdbc);
    }

    @Bean
    Decisions decisions(JdbcTemplate jdbc) {
        return new Decisions(jdbc, transaction(jdbc));
    }

    @Bean
    Past past(JdbcTemplate jdbc) {
        return new Past(jdbc);
    }

    @Bean
    FailedMessages failedMessages(JdbcTemplate jdbc) {
        return new FailedMessages(jdbc);
    }

    @Bean
    Plans plans(JdbcTemplate jdbc) {
        return new Plans(jdbc);
    }

    @Bean
    Conflicts conflicts(JdbcTemplate jdbc) {
        return new Conflicts(jdbc, transaction(jdbc));
    }

    @Bean
    Foreign foreign(JdbcTemplate jdbc) {
        return new Foreign(jdbc);
    }

    @Bean
    Marks marks(ObjectProvider<DataDirectory> data) {
        return new Marks(SingletonSupplier.of(() -> data.getObject().secrets().of("object-key")));
    }

    @Bean
    ObjectBook objectBook(JdbcTemplate jdbc, Marks marks, RunBook runs) {
        return new ObjectBook(jdbc, transaction(jdbc), marks, runs);
    }

    @Bean
    ObjectDeliveries objectDeliveries(JdbcTemplate jdbc, Marks marks) {
        return new ObjectDeliveries(jdbc, transaction(jdbc), marks);
    }

    @Bean
    ObjectOutbox objectOutbox(JdbcTemplate jdbc) {
        return new ObjectOutbox(jdbc);
    }

    @Bean
    Seal seal(ObjectProvider<DataDirectory> data) {
        return Seal.by(SingletonSupplier.of(() -> data.getObject().secrets().of("table-key")));
    }

    @Bean
    TableBook tableBook(JdbcTemplate jdbc, Marks marks, Seal seal, RunBook runs) {
        return new TableBook(jdbc, transaction(jdbc), marks, seal, runs);
    }

    @Bean
    TableDeliveries tableDeliveries(JdbcTemplate jdbc, Seal seal) {
        return new TableDeliveries(jdbc, transaction(jdbc), seal);
    }

    @Bean
    TableOutbox tableOutbox(JdbcTemplate jdbc) {
        return new TableOutbox(jdbc);
    }

    @Bean
    ScratchTables scratchTables(JdbcTemplate jdbc) {
        return new ScratchTables(jdbc);
    }

    @Bean
    Holds holds(JdbcTemplate jdbc) {
        return new Holds(jdbc);
    }
}
