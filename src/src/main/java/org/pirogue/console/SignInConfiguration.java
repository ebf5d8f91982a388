package org.pirogue.console;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.pirogue.home.DataDirectory;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.audit.Actor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/** Who may do what: everybody health, the token the REST interface and metrics, the administrator all. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    private static final String ADMIN = "ADMIN";

    @Bean
    PasswordEncoder passwordEncoder() {
        return new ConstantTime();
    }

    @Bean
    UserDetailsService administrator(DataDirectory data, PasswordEncoder encoder) {
        return new InMemoryUserDetailsManager(User.withUsername("admin")
                .password(encoder.encode(data.secrets().adminPassword()))
                .roles(ADMIN)
                .build());
    }

    /** Who sits at this machine, as its own user: everything but what shows bodies. */
    private static Caller localOperator() {
        var rights = EnumSet.complementOf(EnumSet.of(Right.OPEN_CONSOLE));
        return Caller.everywhere("api-token", Actor.Kind.MACHINE, rights);
    }

    @Bean
    SecurityFilterChain signIn(HttpSecurity http, DataDirectory data) throws Exception {
        var token = new TokenSignIn(data.secrets().apiToken(), localOperator());
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers("/health", "/health/**")
                                .permitAll()
                                .requestMatchers("/api/**", "/info", "/prometheus")
                                .authenticated()
                                .requestMatchers(JolokiaFence::isCommandByAddress)
                                .denyAll()
                                .anyRequest()
                                .hasRole(ADMIN))
                .addFilterBefore(token, BasicAuthenticationFilter.class)
                .addFilterBefore(new Callers(), AuthorizationFilter.class)
                .formLogin(withDefaults())
                .httpBasic(withDefaults())
                // A browser never adds our token by itself; passwords and sessions it does.
                .csrf(csrf -> csrf.ignoringRequestMatchers(token::isOurs)
                        .csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(new BrowserRequests()))
                .addFilterAfter(new CsrfCookie(), BasicAuthenticationFilter.class)
                .build();
    }
}
