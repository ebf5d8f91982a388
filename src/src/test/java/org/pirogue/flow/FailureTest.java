package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ResourceAllocationException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What of an exception is told, and under which code. */
class FailureTest {
    @ParameterizedTest(name = "SQLSTATE {0} is {1}")
    @CsvSource({
        "53100, P471", // the disk is full
        "53300, P471", // too many connections
        "57P01, P471", // ended by its administrator
        "57P03, P471", // it is starting
        "58030, P471", // a file cannot be written
        "08006, P471", // the connection broke
        "23505, P399",
        "42601, P399"
    })
    void tellsADatabaseThatCannotNowFromAFaultOfOurs(String state, String code) {
        Failure failure =
                Failure.of(new DataAccessResourceFailureException("x", new SQLException("values of a person", state)));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.text()).doesNotContain("person");
    }

    @Test
    void tellsThatTheDatabaseGivesNoConnection() {
        assertThat(Failure.of(new CannotCreateTransactionException("x", new SQLTransientConnectionException("timeout")))
                        .code())
                .isEqualTo("P471");
    }

    @Test
    void tellsAQueueThatTakesNothing() {
        assertThat(Failure.of(new UncategorizedJmsException(new ResourceAllocationException("full")))
                        .code())
                .isEqualTo("P470");
    }
}
