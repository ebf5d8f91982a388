package org.pirogue.buffer.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** How what is refused to strangers and partners is written down. */
class RefusalsTest {
    private final KeptTrail kept = new KeptTrail();

    @Test
    void aBadlyBehavedPartnerFillsSomeLinesAMinute() {
        try (var trail = new TrailWriter(kept)) {
            var refusals = new Refusals(trail, Clock.systemUTC());
            var who = new PartnerTrail.Who("flood", PartnerTrail.Kind.PARTNER);
            for (int i = 0; i < 10_000; i++) {
                refusals.tell(who, "consume", "address-" + i % 500);
                refusals.signIn(new PartnerTrail.Who("guess-" + i, PartnerTrail.Kind.STRANGER));
            }
            refusals.flush(true);
        }
        var lines = kept.lines().stream()
                .filter(line -> line.startsWith("refused flood"))
                .toList();
        assertThat(kept.lines().stream().filter(line -> line.startsWith("stays out")))
                .hasSizeLessThan(120);
        assertThat(lines).hasSizeBetween(100, 250).anyMatch(line -> line.startsWith("refused flood consume others "));
        SoftAssertions.assertSoftly(softly -> softly.assertThat(lines.stream()
                        .mapToLong(line -> Stream.of(line.split(" "))
                                .skip(4)
                                .mapToLong(Long::parseLong)
                                .findFirst()
                                .orElse(1))
                        .sum())
                .as("each is counted")
                .isEqualTo(10_000));
    }
}
