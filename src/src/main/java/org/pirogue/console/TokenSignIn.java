package org.pirogue.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.pirogue.workspace.access.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a program in that carries the token of the data directory. It leaves no session behind. */
final class TokenSignIn extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final String token;
    private final Caller caller;

    TokenSignIn(String token, Caller caller) {
        this.token = token;
        this.caller = caller;
    }

    /** Whether the request carries our token. */
    boolean isOurs(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                && header.startsWith(BEARER)
                && ConstantTime.equal(header.substring(BEARER.length()).strip(), token);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOurs(request)) {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(SignedIn.as(caller));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
