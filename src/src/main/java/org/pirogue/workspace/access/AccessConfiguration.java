package org.pirogue.workspace.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** Accounts, members and tokens over the application's one database. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Accounts accounts(JdbcTemplate jdbc) {
        return new Accounts(jdbc, PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    Members members(JdbcTemplate jdbc, Accounts accounts) {
        return new Members(jdbc, accounts);
    }

    @Bean
    Tokens tokens(JdbcTemplate jdbc, Members members) {
        return new Tokens(jdbc, members);
    }
}
