package org.pirogue.console;

import java.util.Locale;
import java.util.function.Supplier;
import org.pirogue.home.Secrets;
import org.pirogue.workspace.access.Accounts;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Sign-in by name and password: the administrator of the data directory, and the people who have an account. */
final class Passwords {
    static final String ADMINISTRATOR = "admin";

    private Passwords() {}

    /** Its password stands in a file for the owner's eyes, and has 192 random bits: it is never locked. */
    static AuthenticationProvider administrator(Secrets secrets) {
        var encoder = new ConstantTime();
        var provider = new DaoAuthenticationProvider(new InMemoryUserDetailsManager(User.withUsername(ADMINISTRATOR)
                .password(encoder.encode(secrets.adminPassword()))
                .roles(SignedIn.ADMIN)
                .build()));
        provider.setPasswordEncoder(encoder);
        return provider;
    }

    static AuthenticationProvider people(Supplier<Accounts> accounts) {
        var provider = new DaoAuthenticationProvider(name -> accounts.get()
                .find(name.toLowerCase(Locale.ROOT))
                .map(Person::new)
                .orElseThrow(() -> new UsernameNotFoundException("no account")));
        provider.setPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder());
        // After the password, and in the same words: nobody learns here who has an account.
        provider.setPostAuthenticationChecks(user -> {
            if (user instanceof Person person && person.locked()) {
                throw new BadCredentialsException("locked");
            }
        });
        return provider;
    }
}
