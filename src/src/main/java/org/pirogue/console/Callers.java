package org.pirogue.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.audit.Actor;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes a caller of whoever signed in, by what they may do at this moment: a role that is taken is gone with the next request. */
final class Callers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null
                && known.isAuthenticated()
                && !(known instanceof SignedIn)
                && !(known instanceof AnonymousAuthenticationToken)) {
            // A context of its own: what is kept with the session stays as it is.
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(
                    SignedIn.as(Caller.everywhere(known.getName(), Actor.Kind.PERSON, Role.ADMINISTRATOR.rights())));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
