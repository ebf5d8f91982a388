package org.pirogue.workspace.secret;

import org.pirogue.home.DataDirectory;
import org.pirogue.workspace.audit.AuditTrail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The secrets of this Pirogue's workspaces, by the key of its data directory. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    SecretBook secretBook(JdbcTemplate jdbc, DataDirectory data, AuditTrail trail) {
        return new SecretBook(jdbc, new SecretKeys(data.secrets()), trail);
    }
}
