package org.pirogue.country;

import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.quartz.Scheduler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The country's data directory, and where Camel finds its kamelets. */
@Configuration(proxyBeanMethods = false)
class CountryConfiguration {

    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory(HomeSettings home) {
        return DataDirectory.open(home.dataPath());
    }

    @Bean
    CamelContextConfiguration camelComponents(HomeSettings home, Scheduler scheduler) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                var kamelets = home.homePath().resolve("kamelets");
                camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + kamelets);
                var quartz = camel.getComponent("quartz", QuartzComponent.class);
                quartz.setScheduler(scheduler);
                // Schedules lets it run, after it has looked for orphans.
                quartz.setAutoStartScheduler(false);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // Nothing is left to set once Camel runs.
            }
        };
    }
}
