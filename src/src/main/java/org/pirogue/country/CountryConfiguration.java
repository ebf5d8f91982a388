package org.pirogue.country;

import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
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
    CamelContextConfiguration kameletFolder(HomeSettings home) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                var kamelets = home.homePath().resolve("kamelets");
                camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + kamelets);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // Nothing is left to set once Camel runs.
            }
        };
    }
}
