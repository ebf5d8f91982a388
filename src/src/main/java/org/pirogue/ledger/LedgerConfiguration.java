package org.pirogue.ledger;

import java.util.Objects;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.column.Seal;
import org.pirogue.ledger.conflict.Foreign;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.object.ObjectOutbox;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.ledger.person.KeptCases;
import org.pirogue.ledger.person.PersonSealing;
import org.pirogue.ledger.person.PersonTraces;
import org.pirogue.ledger.reject.FailedMessages;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.ledger.run.RunSources;
import org.pirogue.ledger.run.SourceScopes;
import org.pirogue.ledger.run.Suspensions;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.table.ScratchTables;
import org.pirogue.ledger.table.TableBook;
import org.pirogue.ledger.table.TableDeliveries;
import org.pirogue.ledger.table.TableOutbox;
import org.pirogue.ledger.value.Deliveries;
import org.pirogue.ledger.value.Drifts;
import org.pirogue.ledger.value.Holds;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.Past;
import org.pirogue.ledger.value.SliceBook;
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
    HeldRuns heldRuns(JdbcTemplate jdbc, RunBook runs, PersonSeal seal) {
        return new HeldRuns(jdbc, transaction(jdbc), runs, seal);
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
    KeptCases keptCases(JdbcTemplate jdbc, RunBook runs, Marks marks, PersonSeal seal) {
        return new KeptCases(jdbc, transaction(jdbc), runs, marks, seal);
    }

    @Bean
    Rejects rejects(JdbcTemplate jdbc) {
        return new Rejects(jdbc);
    }

    @Bean
    RunSources runSources(JdbcTemplate jdbc) {
        return new RunSources(jdbc);
    }

    @Bean
    Suspensions suspensions(JdbcTemplate jdbc) {
        return new Suspensions(jdbc);
    }

    @Bean
    Decisions decisions(JdbcTemplate jdbc, PersonSeal seal) {
        return new Decisions(jdbc, transaction(jdbc), seal);
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
    Conflicts conflicts(JdbcTemplate jdbc, PersonSeal seal) {
        return new Conflicts(jdbc, transaction(jdbc), seal);
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
    ObjectBook objectBook(JdbcTemplate jdbc, Marks marks, PersonSeal seal, RunBook runs) {
        return new ObjectBook(jdbc, transaction(jdbc), marks, seal, runs);
    }

    @Bean
    ObjectDeliveries objectDeliveries(JdbcTemplate jdbc, Marks marks, PersonSeal seal) {
        return new ObjectDeliveries(jdbc, transaction(jdbc), marks, seal);
    }

    @Bean
    ObjectOutbox objectOutbox(JdbcTemplate jdbc) {
        return new ObjectOutbox(jdbc);
    }

    @Bean
    PersonSeal personSeal(ObjectProvider<DataDirectory> data) {
        return PersonSeal.by(() -> data.getObject().secrets().of(PersonSeal.FILE));
    }

    @Bean
    PersonSealing personSealing(JdbcTemplate jdbc, PersonSeal seal) {
        PersonSealing sealing = new PersonSealing(jdbc, transaction(jdbc), seal);
        sealing.begin();
        return sealing;
    }

    @Bean
    Erasures erasures(JdbcTemplate jdbc, PersonSeal seal, ObjectProvider<DataDirectory> data) {
        Marks marks =
                new Marks(SingletonSupplier.of(() -> data.getObject().secrets().of("erasure-key")));
        return new Erasures(jdbc, marks, seal);
    }

    @Bean
    PersonTraces personTraces(JdbcTemplate jdbc, PersonSeal persons, Seal rows, Marks marks) {
        return new PersonTraces(jdbc, transaction(jdbc), persons, rows, marks);
    }

    @Bean
    Expired expired(JdbcTemplate jdbc) {
        return new Expired(jdbc, transaction(jdbc));
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
