package org.pirogue.console;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.pirogue.home.DataDirectory;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Tokens;
import org.pirogue.workspace.audit.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** How one signs in, and who passes: everybody to health, to the REST interface by {@link EndpointRights}, to the rest who operates. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    @Bean
    AuthenticationProvider administrator(DataDirectory data) {
        return Passwords.administrator(data.secrets());
    }

    @Bean
    AuthenticationProvider people(ObjectProvider<Accounts> accounts) {
        return Passwords.people(accounts::getObject);
    }

    /** Who sits at this machine, as its own user: everything but what shows bodies. */
    private static Caller localOperator() {
        var rights = EnumSet.complementOf(EnumSet.of(Right.OPEN_CONSOLE));
        return Caller.everywhere("api-token", Actor.Kind.MACHINE, rights);
    }

    /** What asks the database is asked for late: it stands only when all checks of the start have passed. */
    @Bean
    SecurityFilterChain signIn(
            HttpSecurity http,
            DataDirectory data,
            List<AuthenticationProvider> passwords,
            ObjectProvider<EndpointRights> rights,
            ObjectProvider<Accounts> accounts,
            ObjectProvider<Members> members,
            ObjectProvider<Tokens> tokens,
            SignInSettings settings)
            throws Exception {
        passwords.forEach(http::authenticationProvider);
        var token = new TokenSignIn(data.secrets().apiToken(), localOperator(), tokens::getObject);
        var elsewhere = settings.oidc() == null ? null : new OpenIdSignIn(settings.oidc());
        if (elsewhere != null) {
            elsewhere.configure(http);
        }
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers("/health", "/health/**", SignInPage.IN, SignInPage.OUT)
                                .permitAll()
                                .requestMatchers("/api/**")
                                .access((who, call) -> rights.getObject().check(who, call))
                                .requestMatchers("/info", "/prometheus")
                                .access((who, call) -> mayOperate(who.get()))
                                .requestMatchers(PasswordPage.PATH, MembersPage.START, MembersPage.PATH)
                                .authenticated()
                                .requestMatchers(JolokiaFence::isCommandByAddress)
                                .denyAll()
                                .anyRequest()
                                .hasRole(SignedIn.ADMIN))
                .addFilterBefore(token, CsrfFilter.class)
                .addFilterBefore(
                        new Callers(accounts::getObject, members::getObject, elsewhere), AuthorizationFilter.class)
                .exceptionHandling(refused -> refused.accessDeniedHandler(new Refusals())
                        // No program is sent to a page of a form.
                        .defaultAuthenticationEntryPointFor(
                                program(),
                                PathPatternRequestMatcher.withDefaults().matcher("/api/**")))
                .formLogin(form -> form.loginPage(SignInPage.IN))
                .httpBasic(withDefaults())
                // A browser never adds a token by itself; passwords and sessions it does.
                .csrf(csrf -> csrf.ignoringRequestMatchers(TokenSignIn::isOurs)
                        .csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(new BrowserRequests()))
                .addFilterAfter(new CsrfCookie(), BasicAuthenticationFilter.class)
                .build();
    }

    private static BasicAuthenticationEntryPoint program() {
        var program = new BasicAuthenticationEntryPoint();
        program.setRealmName("Pirogue");
        return program;
    }

    private static AuthorizationDecision mayOperate(Authentication who) {
        return new AuthorizationDecision(who.getPrincipal() instanceof Caller caller
                && caller.everywhere().contains(Right.OPERATE));
    }
}
