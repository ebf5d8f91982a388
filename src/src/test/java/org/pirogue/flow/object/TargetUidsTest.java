package org.pirogue.flow.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetUidsTest {
    @Test
    void areOfDhis2sShapeAndAlwaysTheSame() {
        String uid = TargetUids.of("flow", "trackedEntity", "abcdefghijk", 1);
        assertThat(uid)
                .matches("[a-zA-Z][a-zA-Z0-9]{10}")
                .isEqualTo(TargetUids.of("flow", "trackedEntity", "abcdefghijk", 1));
    }

    @Test
    void differByFlowKindKeyAndGeneration() {
        assertThat(Set.of(
                        TargetUids.of("f", "event", "k", 1),
                        TargetUids.of("g", "event", "k", 1),
                        TargetUids.of("f", "enrollment", "k", 1),
                        TargetUids.of("f", "event", "l", 1),
                        TargetUids.of("f", "event", "k", 2),
                        // Parts that would be the same text if they were only put together.
                        TargetUids.of("fe", "vent", "k", 1)))
                .hasSize(6);
    }

    @Test
    void areAllDifferentForAMillionObjects() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(TargetUids.of("line-list", "event", "k" + i, 1));
        }
        assertThat(seen).hasSize(1_000_000);
    }
}
