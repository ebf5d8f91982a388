package org.pirogue.ledger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The books of the ledger over the application's one database. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {
    @Bean
    RunBook runBook(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new RunBook(jdbc, transaction);
    }

    @Bean
    SliceBook sliceBook(JdbcTemplate jdbc, TransactionTemplate transaction, RunBook runs) {
        return new SliceBook(jdbc, transaction, runs);
    }

    @Bean
    Deliveries deliveries(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new Deliveries(jdbc, transaction);
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc) {
        return new Outbox(jdbc);
    }

    @Bean
    KeptCases keptCases(JdbcTemplate jdbc, TransactionTemplate transaction, RunBook runs) {
        return new KeptCases(jdbc, transaction, runs);
    }

    @Bean
    Rejects rejects(JdbcTemplate jdbc) {
        return new Rejects(jdbc);
    }

    @Bean
    Plans plans(JdbcTemplate jdbc) {
        return new Plans(jdbc);
    }
}
