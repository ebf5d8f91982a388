package org.pirogue.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Account;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.audit.Actor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes a caller of whoever signed in, by what they may do at this moment: a role that is taken is gone with the next request. */
final class Callers extends OncePerRequestFilter {
    /** Request attribute: somebody else knows the password, so it opens nothing but the place to change it. */
    static final String MUST_CHANGE = Callers.class.getName();

    private final Supplier<Accounts> accounts;
    private final Supplier<Members> members;
    private final @Nullable OpenIdSignIn elsewhere;

    /** @param elsewhere null where nobody signs in at another server */
    Callers(Supplier<Accounts> accounts, Supplier<Members> members, @Nullable OpenIdSignIn elsewhere) {
        this.accounts = accounts;
        this.members = members;
        this.elsewhere = elsewhere;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null && known.getPrincipal() instanceof User user) {
            go(
                    user instanceof Person person
                            ? person(person, request)
                            : Optional.of(Caller.everywhere(
                                    user.getUsername(), Actor.Kind.PERSON, Role.ADMINISTRATOR.rights())),
                    request);
        } else if (known != null && elsewhere != null) {
            elsewhere.caller(known.getPrincipal()).ifPresent(caller -> go(Optional.of(caller), request));
        }
        chain.doFilter(request, response);
    }

    private static void go(Optional<Caller> caller, HttpServletRequest request) {
        // A context of its own: what is kept with the session stays as it is.
        SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        caller.ifPresentOrElse(
                found -> SecurityContextHolder.getContext().setAuthentication(SignedIn.as(found)), () -> end(request));
    }

    private Optional<Caller> person(Person person, HttpServletRequest request) {
        Optional<Account> account = accounts.get().find(person.getUsername()).filter(person::isStill);
        if (account.filter(Account::mustChange).isPresent()) {
            request.setAttribute(MUST_CHANGE, true);
            return Optional.of(new Caller(person.getUsername(), Actor.Kind.PERSON, null, Set.of(), Map.of(), null));
        }
        return account.map(found ->
                Caller.of(found.name(), Actor.Kind.PERSON, members.get().roles(found.name()), null));
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
