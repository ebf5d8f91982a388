package org.pirogue.it.hook;

import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Found by the application's own scan, since it lies in one of its packages. */
@Configuration(proxyBeanMethods = false)
class Hooks {
    @Bean
    @ConditionalOnProperty("pirogue.proof.folder")
    StandStill standStill(Environment settings) {
        return new StandStill(Path.of(settings.getRequiredProperty("pirogue.proof.folder")));
    }

    @Bean
    @ConditionalOnProperty("pirogue.proof.without")
    static WithoutGuards withoutGuards() {
        return new WithoutGuards();
    }
}
