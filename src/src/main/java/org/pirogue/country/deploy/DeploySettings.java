package org.pirogue.country.deploy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changed files come into effect.
 *
 * @param watchSecs how often the files are looked at, seconds; 0: only when asked
 * @param waitSecs how long one attempt waits for flows that collect, seconds; the next look tries again
 * @param keep how many versions of the files are kept in the data folder, beside those that runs still use
 */
@ConfigurationProperties("pirogue.deploy")
public record DeploySettings(
        @DefaultValue("3") int watchSecs,
        @DefaultValue("10") int waitSecs,
        @DefaultValue("20") int keep) {

    Duration waits() {
        return Duration.ofSeconds(waitSecs);
    }
}
