package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.ledger.value.Outcome;

class LocksTest {
    private final Locks locks = new Locks(Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            E8030 | Untimely data entry for data set RzjXAkWoelI and period(s): `[202701]`
            E7640 | Current date is past expiry days for period
            E7642 | Data already approved for data set
            E8032 | Data set is already approved
            """)
    void whatLiftsIsWaitedFor(String code, String text) {
        assertThat(locks.held(code, text)).contains(new Outcome.Held(code, text, Duration.ofHours(1)));
    }

    @Test
    void whatDoesNotLiftIsRefused() {
        assertThat(locks.held("E8022", "Data set not usable with org unit(s): `[X]`"))
                .isEmpty();
        assertThat(locks.held("E8031", "attribute option combo not usable")).isEmpty();
    }
}
