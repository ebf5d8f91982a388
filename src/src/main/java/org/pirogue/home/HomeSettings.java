package org.pirogue.home;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where one country lives.
 *
 * @param country name of the folders {@code config/<country>} and {@code routes/<country>}
 * @param home folder that holds {@code config/}, {@code routes/} and {@code kamelets/}
 * @param data folder for everything that this Pirogue writes
 * @param files folder below which all folders lie that connections of type folder name
 */
@ConfigurationProperties("pirogue")
public record HomeSettings(String country, String home, String data, String files) {

    public Path homePath() {
        return Path.of(home).toAbsolutePath().normalize();
    }

    public Path dataPath() {
        return Path.of(data).toAbsolutePath().normalize();
    }

    public Path filesPath() {
        return Path.of(files).toAbsolutePath().normalize();
    }
}
