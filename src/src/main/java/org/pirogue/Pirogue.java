package org.pirogue;

import java.time.Clock;
import org.pirogue.buffer.SerialFence;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** One running Pirogue: serves one country until it is stopped. */
@SpringBootApplication(exclude = {ArtemisAutoConfiguration.class, JmsAutoConfiguration.class})
@ConfigurationPropertiesScan
public class Pirogue {

    public static void main(String[] args) {
        start(args);
    }

    /**
     * Starts and returns when everything is ready.
     *
     * @param args Spring settings as {@code --name=value}; {@code --pirogue.country} is the one that matters
     * @throws RuntimeException when start-up was refused; the reasons were then already written to the log
     */
    public static ConfigurableApplicationContext start(String... args) {
        SerialFence.raise();
        return new SpringApplication(Pirogue.class).run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
