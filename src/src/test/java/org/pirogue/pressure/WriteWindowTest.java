package org.pirogue.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteWindowTest {

    @ParameterizedTest(name = "{0} in {1} at {2}: {3}, next {4}")
    @CsvSource({
        "20:00-06:00, UTC,              2026-03-01T19:59:59Z, false, 2026-03-01T20:00:00Z",
        "20:00-06:00, UTC,              2026-03-01T20:00:00Z, true,  2026-03-02T20:00:00Z",
        "20:00-06:00, UTC,              2026-03-01T03:00:00Z, true,  2026-03-01T20:00:00Z",
        "20:00-06:00, UTC,              2026-03-01T06:00:00Z, false, 2026-03-01T20:00:00Z",
        "01:00-05:00, UTC,              2026-03-01T05:00:00Z, false, 2026-03-02T01:00:00Z",
        "01:00-05:00, UTC,              2026-03-01T00:59:00Z, false, 2026-03-01T01:00:00Z",
        "20:00-06:00, Africa/Bujumbura, 2026-03-01T17:59:59Z, false, 2026-03-01T18:00:00Z",
        "20:00-06:00, Africa/Bujumbura, 2026-03-01T18:00:00Z, true,  2026-03-02T18:00:00Z",
        "02:30-04:00, Europe/Brussels,  2026-03-28T23:00:00Z, false, 2026-03-29T01:30:00Z"
    })
    void isOpenBetweenItsHoursInItsZone(String window, String zone, Instant now, boolean open, Instant next) {
        WriteWindow read = WriteWindow.read(window, zone);
        assertThat(read.isOpen(now)).isEqualTo(open);
        assertThat(read.opens(now)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20-06", "20:00", "24:00-06:00", "20:00-06:60", "always", "06:00-06:00"})
    void refusesWhatIsNoWindow(String window) {
        assertThatThrownBy(() -> WriteWindow.read(window, "UTC")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAZoneThatIsNone() {
        assertThatThrownBy(() -> WriteWindow.read("20:00-06:00", "Africa/Atlantis"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Africa/Atlantis");
    }
}
