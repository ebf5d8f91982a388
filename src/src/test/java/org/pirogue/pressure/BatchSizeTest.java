package org.pirogue.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static final int MOST = 1000;

    private final BatchSize size = new BatchSize(50, Duration.ofSeconds(5));

    /** @return the last size */
    private int posts(int times, IntUnaryOperator millis) {
        for (int i = 0; i < times; i++) {
            int now = size.within(MOST);
            size.heard(now, Duration.ofMillis(millis.applyAsInt(now)));
        }
        return size.within(MOST);
    }

    @Test
    void beginsWithWhatTheFlowWouldSend() {
        assertThat(size.within(MOST)).isEqualTo(MOST);
        assertThat(size.within(10)).isEqualTo(10);
    }

    @Test
    void keepsTheSizeWhileRequestsAreFast() {
        assertThat(posts(50, values -> values)).isEqualTo(MOST);
    }

    @Test
    void staysAroundWhatTheServerDoesInTheTime() {
        // 20 ms a value: 250 of them take five seconds.
        assertThat(posts(40, values -> 20 * values)).isBetween(100, 300);
    }

    @Test
    void growsAgainWhenTheServerIsWell() {
        assertThat(posts(20, values -> 100 * values)).isLessThan(200);
        assertThat(posts(30, values -> values)).isEqualTo(MOST);
    }

    @Test
    void neverSendsFewerThanTheLeast() {
        assertThat(posts(50, values -> 60_000)).isGreaterThanOrEqualTo(50);
    }

    /** Each request takes eight seconds to get there: smaller ones would only be more of them. */
    @Test
    void doesNotShrinkForALongWay() {
        assertThat(posts(60, values -> 8_000 + values)).isGreaterThan(800);
    }
}
