package org.pirogue.workspace.audit;

import org.pirogue.home.DataDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The trail of this Pirogue: the database's, signed by the key of the data directory. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditKey auditKey(DataDirectory data) {
        return AuditKey.of(data.secrets().of("audit-key", AuditKey::made));
    }

    @Bean
    Heads auditHeads(DataDirectory data) {
        return new Heads(data.root().resolve("audit-head.json"));
    }

    @Bean
    AuditBook auditBook(JdbcTemplate jdbc, AuditKey key, Heads heads) {
        return new AuditBook(jdbc, key, heads);
    }
}
