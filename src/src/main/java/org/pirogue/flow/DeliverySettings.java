package org.pirogue.flow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries wait.
 *
 * @param leaseSecs how long one delivery holds its slices at most; longer than the slowest post may take
 * @param doubtSecs how long to wait after an unknown outcome before the target is read: a late post must not land later
 * @param retrySecs how long to wait after a target could not be reached
 * @param holdRetrySecs how long to wait after the target said that it is locked or approved
 * @param sweepSecs how long something pending may stay unsent before the sweep sends it again
 * @param clocksApartSecs how far the clocks of source and target may be apart where the policy is {@code latest}; edits that
 *     are nearer to each other than that are asked for
 * @param sweepSlices how many slices one sweep sends of one flow at most
 */
@ConfigurationProperties("pirogue.delivery")
public record DeliverySettings(
        @DefaultValue("900") int leaseSecs,
        @DefaultValue("5") int doubtSecs,
        @DefaultValue("2") int retrySecs,
        @DefaultValue("3600") int holdRetrySecs,
        @DefaultValue("300") int sweepSecs,
        @DefaultValue("1000") int sweepSlices,
        @DefaultValue("60") int clocksApartSecs) {
    public Duration lease() {
        return Duration.ofSeconds(leaseSecs);
    }

    public Duration doubt() {
        return Duration.ofSeconds(doubtSecs);
    }

    public Duration retry() {
        return Duration.ofSeconds(retrySecs);
    }

    Duration holdRetry() {
        return Duration.ofSeconds(holdRetrySecs);
    }

    Duration clocksApart() {
        return Duration.ofSeconds(clocksApartSecs);
    }

    Duration sweep() {
        return Duration.ofSeconds(sweepSecs);
    }
}
