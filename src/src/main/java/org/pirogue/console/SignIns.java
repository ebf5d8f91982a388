package org.pirogue.console;

import java.util.Locale;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Counts wrong passwords and writes down who signed in, or tried to. */
@Component
class SignIns {
    private static final String RESOURCE = "sign-in";

    private final Accounts accounts;
    private final AuditTrail trail;

    SignIns(Accounts accounts, AuditTrail trail) {
        this.accounts = accounts;
        this.trail = trail;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof Person person) {
            accounts.succeeded(person.getUsername());
        }
    }

    /** A session begins. Programs that send a password with each call are seen by what they ask for. */
    @EventListener
    void began(InteractiveAuthenticationSuccessEvent event) {
        String given = event.getAuthentication().getName();
        String name = event.getAuthentication().getPrincipal() instanceof OidcUser ? OpenIdSignIn.NAMED + given : given;
        trail.write(Deed.allowed(new Actor(name, Actor.Kind.PERSON), Verb.SIGN_IN, RESOURCE, null));
    }

    /** Only names of accounts are written down: people type their password where the name belongs. */
    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        String given = String.valueOf(event.getAuthentication().getName()).toLowerCase(Locale.ROOT);
        boolean known = accounts.find(given).isPresent();
        if (known) {
            accounts.failed(given);
        }
        String name = known || given.equals(Passwords.ADMINISTRATOR) ? given : "unknown";
        trail.write(Deed.refused(new Actor(name, Actor.Kind.PERSON), Verb.SIGN_IN, RESOURCE, null));
    }
}
